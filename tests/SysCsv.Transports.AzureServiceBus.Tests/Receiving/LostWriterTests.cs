using System.Reflection;
using Amqp.Framing;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Receiving;

/// <summary>The library closes a connection's writer before its sessions and links know: what is sent in between throws what nobody expects.</summary>
public sealed class LostWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Settling_over_a_writer_that_is_closed_counts_as_lost() =>
        await WithLostWriterAsync(async (link, delivery) => Assert.Equal(Settlement.Lost, await link.SettleAsync([delivery], new Accepted(), default)));

    [Fact]
    public async Task Granting_over_a_writer_that_is_closed_is_a_lost_connection() =>
        await WithLostWriterAsync((link, _) =>
        {
            // Nothing where the link has heard of it by now.
            var failure = Record.Exception(() => link.Grant(1));
            Assert.True(failure is null or TransportException { Failure: TransportFailure.ConnectionLost }, failure?.ToString());
            return Task.CompletedTask;
        });

    [Fact]
    public Task Link_over_a_writer_that_is_closed_ends_quietly() => WithLostWriterAsync((_, _) => Task.CompletedTask);

    private static async Task WithLostWriterAsync(Func<PeekLockLink, ServiceBusDelivery, Task> act)
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        var options = new AzureServiceBusOptions { ConnectionString = broker.ConnectionString, ManagementUri = broker.ManagementUri.ToString() };
        await using (var transport = new AzureServiceBusTransport(options))
        {
            await transport.EnsureQueueAsync(default);
            await transport.SendAsync(RoundTrip.Messages(2), default);
        }

        var connection = await BrokerConnection.OpenAsync(Endpoint.From(options, TimeProvider.System), options, NullLogger.Instance, TimeProvider.System, default);
        var link = await PeekLockLink.OpenAsync(connection, new ServiceBusDialect(), options.Queue, 10, options, TimeProvider.System, default);
        var delivery = await link.NextAsync(Patience, default);

        CloseWriter(connection);
        await act(link, delivery!);
        await link.CloseAsync();
    }

    private static void CloseWriter(BrokerConnection connection)
    {
        var library = connection.NewSession().Connection;
        var writer = library.GetType().GetField("writer", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(library)!;
        var close = writer.GetType().GetInterfaces().Select(type => type.GetMethod("Close")).First(method => method is not null)!;
        close.Invoke(writer, null);
    }
}
