using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Requests and their responses over a pair of links, as $cbs and $management want them.</summary>
internal sealed class RequestLink
{
    private const int ResponseCredit = 100;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> _waiting = new();
    private readonly SenderLink _sender;
    private readonly ReceiverLink _receiver;
    private readonly string _replyTo;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private long _lastId;

    private RequestLink(Session session, SenderLink sender, ReceiverLink receiver, string replyTo, TimeSpan timeout, TimeProvider time)
    {
        Session = session;
        _sender = sender;
        _receiver = receiver;
        _replyTo = replyTo;
        _timeout = timeout;
        _time = time;
        sender.AddClosedCallback((_, error) => FailAll(error));
        receiver.AddClosedCallback((_, error) => FailAll(error));
        receiver.Start(ResponseCredit, (link, response) =>
        {
            link.Accept(response);
            if (response.Properties?.GetCorrelationId() is { } id && _waiting.TryRemove(id.ToString()!, out var waiting))
                waiting.TrySetResult(response);
        });
    }

    /// <summary>The session that is the link's alone; whoever lets the link go ends it.</summary>
    public Session Session { get; }

    public bool IsOpen => !_sender.IsClosed && !_receiver.IsClosed;

    public static async Task<RequestLink> OpenAsync(
        BrokerConnection connection, string address, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = connection.NewSession();
        try
        {
            return await OpenAsync(session, address, timeout, time, cancellationToken);
        }
        catch
        {
            await connection.EndAsync(session);
            throw;
        }
    }

    /// <summary>Sends a request and waits for its response.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="AmqpException">The link ended.</exception>
    public async Task<Message> AskAsync(Message request, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        request.Properties = new Properties { MessageId = id, ReplyTo = _replyTo };
        var waiting = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = waiting;
        try
        {
            _sender.Send(request, (_, _, outcome, _) => OnOutcome(waiting, outcome), null);
            if (!IsOpen)
                FailAll(_sender.Error ?? _receiver.Error);
            return await waiting.Task.WaitAsync(_timeout, _time, cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private static async Task<RequestLink> OpenAsync(
        Session session, string address, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var replyTo = $"syscsv-{Guid.NewGuid():N}";
        var sending = new LinkOpening(toSend: true);
        var sender = new SenderLink(
            session, replyTo + "-requests", new Attach { Source = new Source { Address = replyTo }, Target = new Target { Address = address } }, sending.OnAttached);
        var receiving = new LinkOpening(toSend: false);
        var receiver = new ReceiverLink(
            session, replyTo + "-responses", new Attach { Source = new Source { Address = address }, Target = new Target { Address = replyTo } }, receiving.OnAttached);
        await Task.WhenAll(
            sending.CompletedAsync(sender, timeout, time, cancellationToken),
            receiving.CompletedAsync(receiver, timeout, time, cancellationToken));
        return new(session, sender, receiver, replyTo, timeout, time);
    }

    private static void OnOutcome(TaskCompletionSource<Message> waiting, Outcome outcome)
    {
        if (outcome is Rejected rejected)
            waiting.TrySetException(new AmqpException(rejected.Error ?? new Error(ErrorCode.InternalError)));
    }

    private void FailAll(Error? error)
    {
        foreach (var (_, waiting) in _waiting)
            waiting.TrySetException(new AmqpException(error ?? new Error(ErrorCode.DetachForced)));
    }
}
