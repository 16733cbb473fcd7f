using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Listener;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>
/// A namespace of Service Bus for tests: its queues, locks, dead letters, tokens, limits and faults. How far it is like the
/// service is said by Microsoft's own client, which runs against it, and by nothing else.
/// </summary>
internal sealed partial class ServiceBusDouble : IAsyncDisposable, ILinkProcessor, IHandler
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Dictionary<string, DoubleEntity> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<Connection, ClientState> _clients = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ContainerHost _host;
    private readonly ConcurrentQueue<ClientPipe> _pipes = [];
    private readonly ClientListener _listener;
    private readonly ClientListener? _secureListener;
    private readonly WebSocketListener _webSockets;
    private readonly AdministrationServer _administration;
    private readonly Signatures _signatures;
    private readonly Task _working;
    private readonly Task _ticking;
    private long _lastSequenceNumber;

    private ServiceBusDouble(DoubleOptions options)
    {
        Options = options;
        _signatures = new(options);
        _listener = new ClientListener(options.Port, null, _pipes);
        _webSockets = new WebSocketListener(_pipes);
        List<Address> addresses = [new($"amqp://127.0.0.1:{_listener.Port}"), new("ws://127.0.0.1:80")];
        if (options.WithTls)
        {
            _secureListener = new ClientListener(0, TestCertificate.Server, _pipes);
            addresses.Add(new($"amqps://127.0.0.1:{_secureListener.Port}"));
        }

        _host = new ContainerHost(addresses);
        foreach (var provider in new TransportProvider?[] { _listener, _secureListener, _webSockets }.OfType<TransportProvider>())
            _host.CustomTransports[provider.AddressSchemes[0]] = provider;
        _host.RegisterLinkProcessor(this);
        foreach (var listener in _host.Listeners)
        {
            listener.SASL.EnableAnonymousMechanism = true;
            listener.AMQP.MaxFrameSize = 64 * 1024;
            if (options.MaxSessions is { } most)
                listener.AMQP.MaxSessionsPerConnection = most;
            listener.HandlerFactory = _ => this;
        }

        _host.Open();
        _administration = new AdministrationServer(this, options.ManagementPort);
        _working = WorkAsync();
        _ticking = TickAsync();
    }

    public DoubleOptions Options { get; }

    public int Port => _listener.Port;

    /// <summary>Every client that came, in turn.</summary>
    public IReadOnlyCollection<ClientPipe> Clients => _pipes;

    /// <summary>How many links clients have attached to the queue so far, its dead letters and its management not counted.</summary>
    public int AttachesTo(string queue)
    {
        const ulong Attach = 0x12;
        return _pipes.SelectMany(pipe => pipe.Frames).Count(frame => frame.Performative is { Descriptor: Attach, Items: [_, _, var role, _, _, var source, var target, ..] }
            && (role.Value is true ? source : target).Items is [{ Value: string address }, ..] && address == queue);
    }

    /// <summary>Whether the tokens that were put let every link live until then.</summary>
    public Task<bool> KeepsLinksAsync(DateTimeOffset until) =>
        AskAsync(() => _clients.All(client => client.Value.Links.All(use => use.Link.IsClosed || client.Value.IsAllowed(use.Path, until))));

    /// <summary>Where clients come in over WebSockets.</summary>
    public WebSocketListener WebSockets => _webSockets;

    public Uri ManagementUri => _administration.Address;

    public DateTimeOffset Now => Options.Time.GetUtcNow();

    /// <summary>What was locked by which message of the wire.</summary>
    public ConditionalWeakTable<Message, LockedMessage> Tokens { get; } = [];

    public string ConnectionString
    {
        get
        {
            var (name, key) = Options.Keys.First();
            return $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName={name};SharedAccessKey={key};UseDevelopmentEmulator=true;";
        }
    }

    /// <summary>The namespace as a service would name it, with TLS.</summary>
    public string SecureConnectionString
    {
        get
        {
            var (name, key) = Options.Keys.First();
            return $"Endpoint=sb://localhost:{_secureListener!.Port};SharedAccessKeyName={name};SharedAccessKey={key}";
        }
    }

    public Uri SecureManagementUri => _administration.SecureAddress;

    /// <summary>For clients that take the management API to be at the endpoint itself, with TLS.</summary>
    public string ManagementConnectionString
    {
        get
        {
            var (name, key) = Options.Keys.First();
            return $"Endpoint=sb://localhost:{_administration.SecureAddress.Port};SharedAccessKeyName={name};SharedAccessKey={key}";
        }
    }

    public static async Task<ServiceBusDouble> StartAsync(DoubleOptions? options = null)
    {
        var started = new ServiceBusDouble(options ?? new());
        await started._administration.StartAsync();
        return started;
    }

    /// <summary>Has the one thread that owns all state do something.</summary>
    public void Post(Action action) => _work.Writer.TryWrite(action);

    /// <summary>Has the one thread that owns all state answer something.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        });
        return answer.Task;
    }

    public StoredMessage Store(byte[] encoded) => new()
    {
        SequenceNumber = ++_lastSequenceNumber,
        Encoded = encoded,
        MessageId = Message.Decode(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length)).Properties?.GetMessageId()?.ToString() ?? "",
        EnqueuedTime = Now,
    };

    public DoubleEntity? Find(string path)
    {
        const string DeadLetters = "/$deadletterqueue";
        return path.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase)
            ? _queues.GetValueOrDefault(path[..^DeadLetters.Length])?.DeadLetters
            : _queues.GetValueOrDefault(path);
    }

    public bool TryCreate(string name, TimeSpan? lockDuration, int? maxDeliveryCount, TimeSpan? duplicateWindow)
    {
        var lockTime = lockDuration ?? Options.DefaultLock;
        var dead = new DoubleEntity(name + "/$DeadLetterQueue", null, lockTime, int.MaxValue);
        return _queues.TryAdd(name, new(name, dead, lockTime, maxDeliveryCount ?? Options.DefaultDeliveryCount) { DuplicateWindow = duplicateWindow });
    }

    public bool Delete(string name) => _queues.Remove(name);

    public bool IsSigned(string token, string path) =>
        (_signatures.Check(token, Now) is { } claim && path.StartsWith(claim.Path, StringComparison.OrdinalIgnoreCase))
        || (token.StartsWith("Bearer ", StringComparison.Ordinal) && Options.Tokens.TryGetValue(token[7..], out var until) && until > Now);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _secureListener?.Stop();
        foreach (var pipe in _pipes)
            pipe.Close();
        _host.Close();
        await _administration.DisposeAsync();
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _work.Writer.TryComplete();
        await _working;
        _stop.Dispose();
    }

    void ILinkProcessor.Process(AttachContext attachContext)
    {
        var client = _clients.GetValue(attachContext.Link.Session.Connection, connection => new ClientState(connection));
        var attach = attachContext.Attach;
        var address = attach.Role ? (attach.Source as Source)?.Address : (attach.Target as Target)?.Address;
        Post(() => Attach(attachContext, client, (address ?? "").Trim('/'), attach.Role));
    }

    bool IHandler.CanHandle(EventId id) => id == EventId.SendDelivery;

    // The tag of a delivery is its lock token.
    void IHandler.Handle(Event protocolEvent)
    {
        var delivery = (IDelivery)protocolEvent.Context;
        if (delivery.Message is not null && Tokens.TryGetValue(delivery.Message, out var locked))
            delivery.Tag = locked.Token.ToByteArray();
    }

    private void Attach(AttachContext context, ClientState client, string path, bool clientReceives)
    {
        const string Management = "/$management";
        if (path.Equals("$cbs", StringComparison.OrdinalIgnoreCase))
            AttachRequests(context, client, clientReceives, request => Authorize(client, request));
        else if (path.EndsWith(Management, StringComparison.OrdinalIgnoreCase))
            AttachManagement(context, client, path[..^Management.Length], clientReceives);
        else
            AttachEntity(context, client, path, clientReceives);
    }

    private void AttachManagement(AttachContext context, ClientState client, string path, bool clientReceives)
    {
        if (Find(path) is not { } entity)
            context.Complete(NotFound(path));
        else if (!client.IsAllowed(path + "/$management", Now))
            context.Complete(Unauthorized());
        else
            AttachRequests(context, client, clientReceives, request => Manage(entity, request));
    }

    private void AttachRequests(AttachContext context, ClientState client, bool clientReceives, Func<Message, Message> answer)
    {
        if (clientReceives)
        {
            // A client names its replies by the address of the link or, the one for JavaScript at $cbs, by its name.
            client.Replies[(context.Attach.Target as Target)?.Address ?? context.Attach.LinkName] = context.Link;
            context.Complete(new ReplyEndpoint(), 0);
        }
        else
        {
            context.Complete(new RequestEndpoint(this, client, answer), 100);
        }
    }

    private void AttachEntity(AttachContext context, ClientState client, string path, bool clientReceives)
    {
        if (!client.IsAllowed(path, Now))
        {
            context.Complete(Unauthorized());
            return;
        }

        if (Find(path) is not { } entity)
        {
            context.Complete(NotFound(path));
            return;
        }

        var use = new EntityLink(context.Link, path) { LastUse = Now };
        client.Links.Add(use);
        context.Attach.MaxMessageSize = Options.MaxMessageBytes;
        if (clientReceives)
        {
            var endpoint = new ReceiveEndpoint(this, entity, context.Link, use);
            entity.Receivers.Add(endpoint);
            context.Complete(endpoint, 0);
        }
        else
        {
            context.Complete(new SendEndpoint(this, entity, use), 500);
        }
    }

    private static Error NotFound(string path) =>
        new(new Symbol(ErrorCode.NotFound)) { Description = $"The messaging entity '{path}' could not be found." };

    private static Error Unauthorized() =>
        new(new Symbol(ErrorCode.UnauthorizedAccess)) { Description = "Unauthorized access. 'Send' or 'Listen' claim(s) are required to perform this operation." };

    private async Task WorkAsync()
    {
        await foreach (var action in _work.Reader.ReadAllAsync())
            action();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stop.Token))
            Post(PassTime);
    }

    private void PassTime()
    {
        foreach (var queue in _queues.Values)
        {
            queue.ExpireLocks(Now);
            queue.DeadLetters!.ExpireLocks(Now);
        }

        foreach (var (_, client) in _clients)
            EndExpired(client);
    }

    private void EndExpired(ClientState client)
    {
        client.Links.RemoveAll(use => use.Link.IsClosed);
        foreach (var use in client.Links.ToList())
            if (!client.IsAllowed(use.Path, Now))
                Detach(use, new Error(new Symbol(ErrorCode.UnauthorizedAccess)) { Description = "The token has expired." });
            else if (Options.IdleDetach is { } idle && use.LastUse + idle < Now)
                Detach(use, new Error(new Symbol(ErrorCode.DetachForced)) { Description = $"The link is force detached. IdleTimerExpired: Idle timeout: {idle}." });
    }

    private static void Detach(EntityLink use, Error error) => _ = DetachAsync(use, error);

    private static async Task DetachAsync(EntityLink use, Error error)
    {
        try
        {
            await use.Link.CloseAsync(TimeSpan.Zero, error);
        }
        catch (AmqpException)
        {
            // The client was quicker.
        }
    }
}
