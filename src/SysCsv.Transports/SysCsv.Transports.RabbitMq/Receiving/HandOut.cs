using System.Security.Cryptography;
using System.Threading.Channels;

namespace SysCsv.Transports.RabbitMq.Receiving;

/// <summary>Decides which of the arrived deliveries the worker gets next.</summary>
/// <remarks>
/// The broker counts a delivery for every message that a killed process held, not only for the one that killed it. Without
/// care a message that its consumer dies of would take all that were prefetched with it to the dead letters. So a message
/// that was delivered suspiciously often is handed out alone, when nothing else is in hand, in random order: each death then
/// counts for one suspect more often than for the others, which get done, until the guilty one is left.
/// </remarks>
/// <param name="suspectFrom">The attempt from which on a message is suspect.</param>
internal sealed class HandOut(int suspectFrom)
{
    private readonly List<RabbitMqDelivery> _suspects = [];
    private int _inHand;

    /// <summary>A suspect is in hand, and nothing else is handed out until it is settled.</summary>
    public bool IsClosed { get; private set; }

    public List<Delivery> Take(ChannelReader<RabbitMqDelivery> arrived, int max)
    {
        var taken = new List<Delivery>();
        while (taken.Count < max && arrived.TryRead(out var delivery))
        {
            if (delivery.Attempt >= suspectFrom)
                _suspects.Add(delivery);
            else
                taken.Add(delivery);
        }

        if (taken.Count == 0 && _inHand == 0 && _suspects.Count > 0)
        {
            taken.Add(TakeSuspect());
            IsClosed = true;
        }

        _inHand += taken.Count;
        return taken;
    }

    public void Settled(int count)
    {
        _inHand -= count;
        if (_inHand == 0)
            IsClosed = false;
    }

    public bool HasSuspect => _suspects.Count > 0 && _inHand == 0;

    private RabbitMqDelivery TakeSuspect()
    {
        var index = RandomNumberGenerator.GetInt32(_suspects.Count);
        var suspect = _suspects[index];
        _suspects[index] = _suspects[^1];
        _suspects.RemoveAt(_suspects.Count - 1);
        return suspect;
    }
}
