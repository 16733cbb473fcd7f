using SysCsv.Csv;

namespace SysCsv.Publishing;

/// <summary>
/// A file that is read while somebody may still write it. At its end it has to be what it was when it was opened: otherwise the last record may
/// be half of one, and what looks like the end none.
/// </summary>
internal sealed class WatchedFile(FileStream file) : ReadOnlyStream
{
    public override bool CanSeek => true;

    /// <summary>As it was when it was opened.</summary>
    public override long Length { get; } = RandomAccess.GetLength(file.SafeFileHandle);

    /// <summary>When it was last written before it was opened.</summary>
    public DateTime Written { get; } = File.GetLastWriteTimeUtc(file.SafeFileHandle);

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <exception cref="CsvRefusedException">The file has ended, and is not what it was.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (read == 0 && !buffer.IsEmpty && HasChanged())
            throw new CsvRefusedException(CsvRefusal.Damaged, "The file was changed while it was read. Publish it again once it is complete.");
        return read;
    }

    private bool HasChanged() =>
        RandomAccess.GetLength(file.SafeFileHandle) != Length || File.GetLastWriteTimeUtc(file.SafeFileHandle) != Written;
}
