using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>What goes wrong on request, and what the limits refuse.</summary>
internal sealed partial class ServiceBusDouble
{
    private int _busy;
    private int _settlementsRefused;
    private long _creditSecond;
    private int _creditsUsed;

    /// <summary>Transfers refused because of too much load.</summary>
    public int Refused { get; private set; }

    /// <summary>Cuts the connections that have a link to the queue. They get nothing more from now on: the listener tells later that their links are gone.</summary>
    public Task<int> ResetConnectionsAsync(string queue) => ForClientsOfAsync(queue, pipe =>
    {
        pipe.Reset();
        foreach (var entity in _queues.Values)
        {
            entity.Receivers.RemoveAll(receiver => receiver.IsOver(pipe.Connection));
            entity.DeadLetters?.Receivers.RemoveAll(receiver => receiver.IsOver(pipe.Connection));
        }
    });

    /// <summary>Lets the connections of the queue stand and carry nothing any more.</summary>
    public Task<int> SwallowAsync(string queue) => ForClientsOfAsync(queue, pipe => pipe.Swallow());

    /// <summary>Detaches every link to the queue, as the service does when it moves it.</summary>
    public Task<int> DetachLinksAsync(string queue, string condition = ErrorCode.DetachForced) => AskAsync(() =>
    {
        var links = LinksOf(queue);
        foreach (var use in links)
            Detach(use, new Error(new Symbol(condition)) { Description = "The link is force detached." });
        return links.Count;
    });

    /// <summary>Ends all locks of the queue now.</summary>
    public Task<int> ExpireLocksAsync(string queue) => AskAsync(() =>
    {
        var entity = _queues[queue];
        var count = entity.LockedCount;
        entity.ExpireLocks(Now, DateTimeOffset.MaxValue);
        return count;
    });

    /// <summary>Refuses the next transfers as too many.</summary>
    public void BeBusy(int transfers) => Post(() => _busy = transfers);

    /// <summary>Answers the next settlements as if their locks were gone, and keeps the locks.</summary>
    public void RefuseSettlements(int count) => Post(() => _settlementsRefused = count);

    public bool RefusesSettlement() => _settlementsRefused > 0 && _settlementsRefused-- > 0;

    public Error? FindSendFault(long bytes, int messages)
    {
        if ((ulong)bytes > Options.MaxMessageBytes)
            return new Error(new Symbol(ErrorCode.MessageSizeExceeded)) { Description = "The received message exceeds the maximum size." };
        if ((_busy <= 0 || _busy-- <= 0) && UseCredits(messages))
            return null;
        Refused++;
        return new Error(new Symbol("com.microsoft:server-busy")) { Description = "The request was terminated because the namespace is being throttled. Please wait 2 seconds and try again. Error code: 50009." };
    }

    private bool UseCredits(int count)
    {
        if (Options.CreditsPerSecond is not { } limit)
            return true;
        var second = Now.ToUnixTimeSeconds();
        if (second != _creditSecond)
            (_creditSecond, _creditsUsed) = (second, 0);
        if (_creditsUsed > 0 && _creditsUsed + count > limit)
            return false;
        _creditsUsed += count;
        return true;
    }

    private Task<int> ForClientsOfAsync(string queue, Action<ClientPipe> act) => AskAsync(() =>
    {
        var pipes = LinksOf(queue).Select(use => _pipes.FirstOrDefault(pipe => ReferenceEquals(pipe.Connection, use.Link.Session.Connection))).OfType<ClientPipe>().Distinct().ToList();
        pipes.ForEach(act);
        return pipes.Count;
    });

    private List<EntityLink> LinksOf(string queue) =>
        [.. _clients.SelectMany(client => client.Value.Links).Where(use => !use.Link.IsClosed && use.Path.StartsWith(queue, StringComparison.OrdinalIgnoreCase))];
}
