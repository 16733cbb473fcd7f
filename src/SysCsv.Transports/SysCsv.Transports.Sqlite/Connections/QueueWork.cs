namespace SysCsv.Transports.Sqlite.Connections;

/// <summary>Something to do with the file. It can be cancelled until it begins; then it runs to its end.</summary>
internal abstract class QueueWork
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Over = 2;

    private int _state;

    /// <summary>Whether the file may be created for it.</summary>
    public bool Creates { get; init; }

    public bool IsOver => Volatile.Read(ref _state) == Over;

    /// <summary>From here on it can't be cancelled. False if it was.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waiting) != Over;

    /// <summary>Does it without the write lock if that is possible, and then is over.</summary>
    public abstract bool TryPeek(QueueFile file);

    /// <summary>Does it within a write transaction. The result counts once <see cref="Confirm"/> is called.</summary>
    public abstract void Write(QueueFile file);

    /// <summary>The transaction was committed.</summary>
    public abstract void Confirm();

    public abstract void Fail(TransportException exception);

    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Over, Waiting) == Waiting;

    protected void End() => Volatile.Write(ref _state, Over);
}
