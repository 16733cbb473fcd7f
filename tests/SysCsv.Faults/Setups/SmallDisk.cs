using System.Diagnostics;

namespace SysCsv.Faults.Setups;

/// <summary>A disk of a few megabytes in memory, for PostgreSQL's user.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder;

    private SmallDisk(DirectoryInfo folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder.FullName, "disk");

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Null where this user may mount nothing.</summary>
    public static SmallDisk? TryMount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("syscsv-disk-"));
        if (OperatingSystem.IsLinux() && Runs(
            $"chmod 755 '{disk._folder.FullName}' && mkdir '{disk.Path}' && mount -t tmpfs -o size={megabytes}m,mode=700,uid=$(id -u postgres) tmpfs '{disk.Path}'"))
            return disk;
        disk._folder.Delete(recursive: true);
        return null;
    }

    /// <summary>Takes what room there is.</summary>
    public void Fill() => Runs($"cat /dev/zero > '{Filler}'");

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Runs($"umount '{Path}'");
        _folder.Delete(recursive: true);
    }

    private static bool Runs(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"{{ {command}; }} 2>/dev/null"]))!;
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }
}
