using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SysCsv.Publishing;

/// <summary>The checkpoint of one file, and the lock that keeps two processes from publishing it at once.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly string _path;
    private readonly FileStream _lock;

    private CheckpointFile(string path, FileStream fileLock)
    {
        _path = path;
        _lock = fileLock;
    }

    /// <summary>Takes the lock for <paramref name="file"/>.</summary>
    /// <exception cref="SysCsvException">Another process holds it.</exception>
    public static CheckpointFile Open(string folder, string file)
    {
        // The name is a digest: a path may hold names of people, and characters that a file name can't.
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(file))))[..32];
        return Open(Path.Combine(folder, digest + ".json"));
    }

    /// <summary>Takes the lock of a checkpoint.</summary>
    /// <exception cref="SysCsvException">Another process holds it, or its folder can't be used.</exception>
    public static CheckpointFile Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

            // The lock file stays: removing it while another process waits for it would give two locks.
            return new(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (File.Exists(path + ".lock"))
        {
            throw new SysCsvException("Another process is publishing this file now. Wait until it ends; its checkpoint lets it go on if it was killed.", isTransient: true, innerException: exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SysCsvException(
                $"The folder for checkpoints ({PublisherOptions.Section}:CheckpointFolder) can't be made or written to. Name another one.", innerException: exception);
        }
    }

    /// <summary>The saved checkpoint; null if there is none.</summary>
    /// <exception cref="SysCsvException">There is one that can't be read.</exception>
    public Checkpoint? Load()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(_path), Json);
        }
        catch (JsonException exception)
        {
            throw new SysCsvException($"The checkpoint {_path} can't be read. Delete it to publish the file from its beginning.", innerException: exception);
        }
    }

    /// <summary>Replaces the checkpoint in one step that survives a crash at any moment.</summary>
    public void Save(Checkpoint checkpoint)
    {
        var temporary = _path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, checkpoint, Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    public void Delete() => File.Delete(_path);

    public void Dispose() => _lock.Dispose();
}
