namespace SysCsv.Consuming;

/// <summary>How many messages a worker may hold, so that what it holds stays within a number of bytes however long the rows are.</summary>
/// <remarks>Brokers count messages, not bytes: a worker begins with few, and once it has seen how long they are it asks for more.</remarks>
internal sealed class PrefetchWindow(int most)
{
    // What it holds takes several times as much while it is decoded and written.
    private const long MaxBytes = 4 << 20;

    private const int First = 100;

    private double _meanBytes;

    /// <summary>How many messages to ask for when a receiver is opened.</summary>
    public int Size { get; private set; } = Math.Min(First, most);

    /// <summary>Learns from what came.</summary>
    /// <returns>Whether <see cref="Size"/> is so far off that another receiver is worth opening.</returns>
    public bool Learn(int messages, long bytes)
    {
        if (messages == 0)
            return false;

        _meanBytes = (double)bytes / messages;
        var fitting = Math.Max(1, Fitting(0));
        if (fitting <= Size * 2L && Size <= fitting * 2L)
            return false;

        Size = fitting;
        return true;
    }

    /// <summary>How many more messages may be taken beside <paramref name="bytes"/> that are held.</summary>
    public int Fitting(long bytes) => (int)Math.Clamp((MaxBytes - bytes) / Math.Max(1, _meanBytes), 0, most);
}
