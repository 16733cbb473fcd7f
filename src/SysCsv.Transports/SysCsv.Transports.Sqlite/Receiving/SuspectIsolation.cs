using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Receiving;

/// <summary>
/// Keeps a suspect alone in its process. Who holds what is asked of the file, so that a lease that ended or a receiver that left keeps
/// nobody waiting. Used within write transactions, of which a process has one at a time.
/// </summary>
internal sealed class SuspectIsolation
{
    // A rollback may leave one here that holds nothing, or forget one that does: then a neighbour may die along once more.
    private SqliteReceiver? _holder;
    private int _refused;

    /// <summary>Whether another receiver of the process has a suspect in hand.</summary>
    public bool IsOutWithAnother(QueueFile file, SqliteReceiver receiver)
    {
        if (_holder is not null && _holder != receiver && _holder.HoldsAny(file))
            return Refuse();
        _holder = null;
        return false;
    }

    /// <summary>True if no other receiver of the process has anything in hand: the receiver may take a suspect.</summary>
    public bool TryEnter(QueueFile file, SqliteReceiver receiver, IEnumerable<SqliteReceiver> all)
    {
        if (all.Any(other => other != receiver && other.HoldsAny(file)))
            return !Refuse();
        _holder = receiver;
        return true;
    }

    /// <summary>Whether a receiver was refused since the last call. From any thread.</summary>
    public bool HasRefused() => Interlocked.Exchange(ref _refused, 0) != 0;

    private bool Refuse()
    {
        Volatile.Write(ref _refused, 1);
        return true;
    }
}
