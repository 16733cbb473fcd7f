namespace SysCsv.Csv;

/// <summary>Passes reads on, counts their bytes, and leaves the stream open.</summary>
internal sealed class CountingStream(Stream inner, long count) : ReadOnlyStream
{
    public long Count { get; private set; } = count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }
}
