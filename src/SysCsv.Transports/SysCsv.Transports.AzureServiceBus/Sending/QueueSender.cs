using Amqp;
using Amqp.Framing;
using Amqp.Types;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Management;

namespace SysCsv.Transports.AzureServiceBus.Sending;

/// <summary>Sends to one address, each transfer confirmed. Its link is attached on first use, and again after it was detached.</summary>
internal sealed class QueueSender(
    SharedConnection broker, Dialect dialect, IQueueAdministration administration, string queue, TimeSpan timeout, Throttle throttle, TimeProvider time) : IDisposable
{
    private static readonly Symbol MaxBatchSize = new("com.microsoft:max-message-batch-size");
    private const long DefaultBatchBytes = 256 * 1024;
    private const long LargestBatchBytes = 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private BrokerConnection? _connection;
    private SenderLink? _link;
    private long _maxBatchBytes = DefaultBatchBytes;
    private ulong _maxMessageBytes;

    public async Task SendAsync(IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await throttle.PassAsync(cancellationToken);
            var (connection, link) = await GetLinkAsync(cancellationToken);
            var packed = dialect.HasBatches ? BatchPacking.Pack(messages, _maxBatchBytes) : messages;
            var confirms = packed.Select(message => SendOne(link, message)).ToList();
            await ConfirmAllAsync(connection, confirms, cancellationToken);
            await administration.CheckAsync(queue, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested || e is TransportException)
        {
            throw throttle.Note(ServiceBusErrors.From(e, queue));
        }
    }

    public void Dispose() => _turn.Dispose();

    // An answer that does not come means a connection that is dead without knowing: the next use makes another.
    private async Task ConfirmAllAsync(BrokerConnection connection, List<Task> confirms, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(confirms).WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            connection.Abort();
            throw;
        }
        finally
        {
            foreach (var confirm in confirms)
                _ = confirm.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private Task SendOne(SenderLink link, Message message)
    {
        // Never the library's own tasks: their continuations run on the thread that reads the connection.
        var confirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_maxMessageBytes > 0 && (ulong)message.GetEstimatedMessageSize() > _maxMessageBytes)
            throw ServiceBusErrors.TooLarge();
        link.Send(message, (_, _, outcome, _) => Settle(confirmed, outcome), null);
        return confirmed.Task;
    }

    // A link or connection that ends rejects what is pending with its own condition: that says nothing of the message.
    private void Settle(TaskCompletionSource confirmed, Outcome? outcome)
    {
        switch (outcome)
        {
            case Accepted:
                confirmed.TrySetResult();
                break;
            case Rejected rejected:
                confirmed.TrySetException(ServiceBusErrors.From(rejected.Error, queue));
                break;
            case Released or Modified:
                confirmed.TrySetException(new TransportException(
                    TransportFailure.QueueFull, $"The broker refused messages for queue '{queue}' (SysCsv:AzureServiceBus:Queue) for now."));
                break;
            default:
                confirmed.TrySetException(ServiceBusErrors.Lost());
                break;
        }
    }

    private async Task<(BrokerConnection Connection, SenderLink Link)> GetLinkAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var connection = await broker.GetAsync(cancellationToken);
            if (_link is not { IsClosed: false } || !ReferenceEquals(connection, _connection))
            {
                await LetGoAsync(connection);
                await AttachAsync(connection, cancellationToken);
            }

            return (connection, _link!);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LetGoAsync(BrokerConnection connection)
    {
        if (_link is { } last && ReferenceEquals(connection, _connection))
            await connection.EndAsync(last.Session);
        _link = null;
    }

    private async Task AttachAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        await connection.AuthorizeAsync(dialect.QueueAddress(queue), cancellationToken);
        var session = connection.NewSession();
        try
        {
            await AttachAsync(session, cancellationToken);
            _connection = connection;
        }
        catch
        {
            await connection.EndAsync(session);
            throw;
        }
    }

    private async Task AttachAsync(Session session, CancellationToken cancellationToken)
    {
        var name = $"syscsv-send-{Guid.NewGuid():N}";
        var opening = new LinkOpening(toSend: true);
        var link = new SenderLink(
            session, name,
            new Attach { Source = new Source { Address = name }, Target = new Target { Address = dialect.QueueAddress(queue) } }, opening.OnAttached);
        var attached = await opening.CompletedAsync(link, timeout, time, cancellationToken);
        _maxMessageBytes = attached.MaxMessageSize;
        _maxBatchBytes = BatchBytes(attached);
        _link = link;
    }

    private static long BatchBytes(Attach attached)
    {
        if (attached.Properties?[MaxBatchSize] is { } told)
            return Convert.ToInt64(told, System.Globalization.CultureInfo.InvariantCulture);
        return attached.MaxMessageSize == 0 ? DefaultBatchBytes : (long)Math.Min(attached.MaxMessageSize, LargestBatchBytes);
    }
}
