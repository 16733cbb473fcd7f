using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>Messages as they are collected for one transaction, bounded by number and by bytes.</summary>
internal sealed class ReceivedBatch(int most)
{
    private readonly List<Delivery> _messages = [];

    public IReadOnlyList<Delivery> Messages => _messages;

    /// <summary>The bytes of all bodies.</summary>
    public long Bytes { get; private set; }

    public void Add(IReadOnlyList<Delivery> messages)
    {
        _messages.AddRange(messages);
        foreach (var message in messages)
            Bytes += message.Body.Length;
    }

    /// <summary>How many more messages it may take; at least one while it is empty.</summary>
    public int Room(PrefetchWindow window) =>
        Math.Min(most - _messages.Count, _messages.Count == 0 ? Math.Max(1, window.Fitting(0)) : window.Fitting(Bytes));
}
