using Microsoft.Data.Sqlite;

namespace SysCsv.Portal.Tests.Services;

/// <summary>A folder for one test, removed after it.</summary>
public abstract class PortalTestFolder : IDisposable
{
    internal DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("syscsv-portal-");

    internal string[] Staged => Directory.Exists(Path.Combine(Folder.FullName, "uploads"))
        ? Directory.GetFiles(Path.Combine(Folder.FullName, "uploads"), "*.*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).ToArray()
        : [];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }
}
