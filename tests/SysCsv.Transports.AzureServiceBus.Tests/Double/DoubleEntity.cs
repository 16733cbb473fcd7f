using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A queue or the dead-letter queue beside it. Used by the one thread of the double only.</summary>
internal sealed class DoubleEntity(string path, DoubleEntity? deadLetters, TimeSpan lockDuration, int maxDeliveryCount)
{
    private readonly SortedDictionary<long, StoredMessage> _available = [];
    private readonly Dictionary<Guid, LockedMessage> _locked = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private int _turn;

    public string Path => path;

    public DoubleEntity? DeadLetters => deadLetters;

    public TimeSpan LockDuration => lockDuration;

    public int MaxDeliveryCount => maxDeliveryCount;

    public DateTimeOffset CreatedAt { get; } = TimeProvider.System.GetUtcNow();

    public TimeSpan? DuplicateWindow { get; init; }

    public List<ReceiveEndpoint> Receivers { get; } = [];

    /// <summary>Locked ones included, as the service counts.</summary>
    public int ActiveCount => _available.Count + _locked.Count;

    public int LockedCount => _locked.Count;

    public void Add(StoredMessage message)
    {
        if (DuplicateWindow is { } window)
        {
            if (_seen.TryGetValue(message.MessageId, out var at) && at + window > message.EnqueuedTime)
                return;
            _seen[message.MessageId] = message.EnqueuedTime;
        }

        _available.Add(message.SequenceNumber, message);
    }

    public IEnumerable<StoredMessage> Peek(long from, int count) =>
        _available.Values.Concat(_locked.Values.Select(locked => locked.Message))
            .Where(message => message.SequenceNumber >= from)
            .OrderBy(message => message.SequenceNumber)
            .Take(count);

    /// <summary>Gives what is there to whoever has credit, in turn.</summary>
    public void Deliver(DateTimeOffset now)
    {
        while (_available.Count > 0 && NextReceiver() is { } receiver)
        {
            var message = _available.First().Value;
            _available.Remove(message.SequenceNumber);
            if (receiver.SettlesOnSend)
            {
                receiver.Send(new LockedMessage(message, Guid.NewGuid(), now + lockDuration, receiver));
                continue;
            }

            var locked = new LockedMessage(message, Guid.NewGuid(), now + lockDuration, receiver);
            _locked.Add(locked.Token, locked);
            receiver.Send(locked);
        }

        foreach (var receiver in Receivers)
            receiver.AnswerDrain();
    }

    public LockedMessage? FindLock(Guid token) => _locked.GetValueOrDefault(token);

    public DateTimeOffset? Renew(Guid token, DateTimeOffset now)
    {
        if (!_locked.TryGetValue(token, out var locked))
            return null;
        locked.Until = now + lockDuration;
        return locked.Until;
    }

    /// <summary>Settles by what the receiver said.</summary>
    /// <returns>False if the lock was gone.</returns>
    public bool Settle(Guid token, DeliveryState? outcome, DateTimeOffset now)
    {
        if (!_locked.Remove(token, out var locked))
            return false;
        switch (outcome)
        {
            case Accepted:
                break;
            case Rejected rejected:
                Bury(locked.Message, rejected.Error);
                break;
            case Modified { UndeliverableHere: true }:
                // Deferred: out of sight for receivers, and nothing here asks for it again.
                break;
            case Modified modified:
                foreach (var (key, value) in modified.MessageAnnotations ?? [])
                    locked.Message.Added[key.ToString()!] = value;
                GiveBack(locked.Message, countsAttempt: true);
                break;
            default:
                GiveBack(locked.Message, countsAttempt: false);
                break;
        }

        Deliver(now);
        return true;
    }

    /// <summary>Ends the locks that last no longer than <paramref name="until"/>, which is now unless a test wants it otherwise.</summary>
    public void ExpireLocks(DateTimeOffset now, DateTimeOffset? until = null)
    {
        foreach (var locked in _locked.Values.Where(locked => locked.Until <= (until ?? now)).ToList())
        {
            _locked.Remove(locked.Token);
            GiveBack(locked.Message, countsAttempt: true);
        }

        Deliver(now);
    }

    private ReceiveEndpoint? NextReceiver()
    {
        for (var i = 0; i < Receivers.Count; i++)
        {
            var candidate = Receivers[_turn++ % Receivers.Count];
            if (candidate.Credit > 0)
                return candidate;
        }

        return null;
    }

    private void GiveBack(StoredMessage message, bool countsAttempt)
    {
        if (countsAttempt)
            message.DeliveryCount++;
        if (deadLetters is not null && message.DeliveryCount >= maxDeliveryCount)
            MoveToDeadLetters(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {maxDeliveryCount} delivery attempts.");
        else
            _available.Add(message.SequenceNumber, message);
    }

    private void Bury(StoredMessage message, Error? error)
    {
        foreach (var (key, value) in error?.Info ?? [])
            message.Added[key.ToString()!] = value;
        MoveToDeadLetters(message, null, null);
    }

    private void MoveToDeadLetters(StoredMessage message, string? reason, string? description)
    {
        if (reason is not null)
            message.Added["DeadLetterReason"] = reason;
        if (description is not null)
            message.Added["DeadLetterErrorDescription"] = description;

        // A dead letter that is rejected goes round: the service leaves it where it is.
        var to = deadLetters ?? this;
        message.DeadLetterSource = path;
        to._available.Add(message.SequenceNumber, message);
    }
}

/// <summary>A message in somebody's hands.</summary>
internal sealed class LockedMessage(StoredMessage message, Guid token, DateTimeOffset until, ReceiveEndpoint receiver)
{
    public StoredMessage Message => message;

    public Guid Token => token;

    public DateTimeOffset Until { get; set; } = until;

    public ReceiveEndpoint Receiver => receiver;
}
