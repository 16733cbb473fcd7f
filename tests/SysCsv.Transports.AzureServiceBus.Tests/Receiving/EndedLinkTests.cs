using Amqp;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Receiving;

/// <summary>RabbitMQ ends the links of a queue that is deleted with one reason or another: the receiver asks whether the queue is there.</summary>
public sealed class EndedLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(ErrorCode.PreconditionFailed, true, TransportFailure.QueueMissing)]
    [InlineData(ErrorCode.DetachForced, true, TransportFailure.QueueMissing)]
    [InlineData(ErrorCode.PreconditionFailed, false, TransportFailure.Other)]
    [InlineData(ErrorCode.DetachForced, false, TransportFailure.ConnectionLost)]
    [InlineData(ErrorCode.UnauthorizedAccess, true, TransportFailure.AccessDenied)]
    public async Task Reason_that_says_little_is_made_up_for_by_asking_for_the_queue(string condition, bool isGone, TransportFailure expected)
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        var options = new AzureServiceBusOptions { ConnectionString = broker.ConnectionString, ManagementUri = broker.ManagementUri.ToString() };
        await using (var transport = new AzureServiceBusTransport(options))
            await transport.EnsureQueueAsync(default);
        await using var connection = await BrokerConnection.OpenAsync(Endpoint.From(options, TimeProvider.System), options, NullLogger.Instance, TimeProvider.System, default);
        var dialect = new ServiceBusDialect();
        var link = await PeekLockLink.OpenAsync(connection, dialect, options.Queue, 1, options, TimeProvider.System, default);
        await using var receiver = new PeekLockReceiver(link, null, dialect, null!, AskAsync, _ => { });

        await broker.DetachLinksAsync(options.Queue, condition);
        var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Patience, default));

        Assert.Equal(expected, failure.Failure);

        Task AskAsync(CancellationToken cancellationToken) => isGone ? Task.FromException(ServiceBusErrors.QueueMissing(options.Queue)) : Task.CompletedTask;
    }
}
