using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Uploads;

/// <summary>Where uploaded files wait, under names of our own. All hosts on one database share it.</summary>
internal sealed class StagingFolder(IOptions<PortalOptions> options)
{
    /// <summary>What is said where the system refuses it: no room, or no right.</summary>
    public const string Unusable = "The staging folder can't be read or written now.";

    public string Root => Path.GetFullPath(options.Value.StagingFolder);

    private string Incoming => Path.Combine(Root, "incoming");

    private string DryRuns => Path.Combine(Root, "dry-runs");

    private string Checkpoints => Path.Combine(Root, "checkpoints");

    /// <summary>Where a file is written to while it arrives.</summary>
    public string PartOf(Guid upload) => Path.Combine(Directory.CreateDirectory(Incoming).FullName, $"{upload:N}.part");

    public string FileOf(Guid upload) => Path.Combine(Root, $"{upload:N}.csv");

    /// <summary>Opens a file for reading; whoever removes it meanwhile does not wait for that.</summary>
    /// <exception cref="SysCsvException">It is gone.</exception>
    public FileStream OpenFile(Guid upload)
    {
        try
        {
            return new(FileOf(upload), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SysCsvException("The uploaded file is gone. Upload it again.", innerException: exception);
        }
    }

    /// <summary>Where a dry run works.</summary>
    public string DryRunOf(Guid run) => Path.Combine(DryRuns, $"{run:N}");

    public string CheckpointOf(Guid import) => Path.Combine(Checkpoints, $"{import:N}.json");

    /// <summary>Removes what a publisher remembered of an import.</summary>
    public void ForgetCheckpoint(Guid import)
    {
        foreach (var path in new[] { CheckpointOf(import), $"{CheckpointOf(import)}.new" })
            if (File.Exists(path))
                File.Delete(path);
    }

    /// <summary>Files of checkpoints, their locks included, that were written to last before a time, with the import in their name.</summary>
    public IEnumerable<(string Path, Guid Import)> CheckpointsBefore(DateTime time)
    {
        foreach (var path in FilesIn(Checkpoints, "*.json*").Where(path => File.GetLastWriteTimeUtc(path) < time))
            if (Guid.TryParseExact(Path.GetFileName(path).Split('.')[0], "N", out var import))
                yield return (path, import);
    }

    /// <summary>Files that were written to last before a time: parts, and whole ones with the id in their name.</summary>
    public IEnumerable<(string Path, Guid? Upload)> FilesBefore(DateTime time)
    {
        foreach (var path in FilesIn(Incoming, "*.part").Where(IsOld))
            yield return (path, null);
        foreach (var path in FilesIn(Root, "*.csv").Where(IsOld))
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var upload))
                yield return (path, upload);

        bool IsOld(string path) => File.GetLastWriteTimeUtc(path) < time;
    }

    /// <summary>Folders of dry runs in which nothing was written since a time.</summary>
    public IEnumerable<string> DryRunsBefore(DateTime time) => Directory.Exists(DryRuns)
        ? Directory.EnumerateDirectories(DryRuns).Where(folder => Directory.EnumerateFiles(folder).All(file => File.GetLastWriteTimeUtc(file) < time)
            && Directory.GetLastWriteTimeUtc(folder) < time)
        : [];

    private static IEnumerable<string> FilesIn(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern) : [];
}
