namespace SysCsv.Tests.Csv;

/// <summary>Gives a file in small pieces, as a network does.</summary>
internal sealed class ChunkedStream(byte[] file, int chunk) : MemoryStream(file)
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
}
