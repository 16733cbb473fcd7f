using System.Collections.Concurrent;
using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests;

/// <summary>Tokens that live for seconds: links outlive them as long as new ones are put, and end when none can be had.</summary>
public sealed class TokenRenewalTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<DateTimeOffset> _expiries = new();
    private ServiceBusDouble? _double;
    private volatile bool _hasNone;

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync() => _double = await ServiceBusDouble.StartAsync(new() { DefaultLock = TimeSpan.FromSeconds(5) });

    public async Task DisposeAsync() => await Double.DisposeAsync();

    [Fact]
    public async Task Links_outlive_the_token_that_opened_them()
    {
        await using var transport = await ConnectAsync();
        await transport.SendAsync(RoundTrip.Messages(10), default);
        await using var receiver = await transport.OpenReceiverAsync(20, default);
        var held = await RoundTrip.TakeAsync(receiver, 10);
        var last = _expiries.Max();

        await Eventually.BecomesAsync(() => Double.Now > last + Lifetime, Patience, "every token of the beginning has expired");

        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(held, default));
        await transport.SendAsync(RoundTrip.Messages(1), default);
        await RoundTrip.TakeAsync(receiver, 1);
        Assert.Single(Double.Clients);
        Assert.Equal(2, Double.AttachesTo("syscsv"));
    }

    [Fact]
    public async Task Without_a_new_token_links_end_and_come_back_with_one_and_nothing_is_lost()
    {
        await using var transport = await ConnectAsync();
        await transport.SendAsync(RoundTrip.Messages(10), default);
        await using (var receiver = await transport.OpenReceiverAsync(20, default))
        {
            await RoundTrip.TakeAsync(receiver, 10);
            _hasNone = true;
            var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Patience, default));
            Assert.Equal(TransportFailure.AccessDenied, failure.Failure);
            Assert.Equal(TransportFailure.Unreachable, (await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(RoundTrip.Messages(1), default))).Failure);
        }

        _hasNone = false;
        await using var again = await transport.OpenReceiverAsync(20, default);
        Assert.Equal(10, (await RoundTrip.TakeAsync(again, 10)).Select(delivery => delivery.MessageId).Distinct().Count());
    }

    private async Task<AzureServiceBusTransport> ConnectAsync()
    {
        var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = $"Endpoint=sb://127.0.0.1:{Double.Port};UseDevelopmentEmulator=true",
            ManagementUri = Double.ManagementUri.ToString(),
            LockDuration = TimeSpan.FromSeconds(5),
            TokenProvider = IssueAsync,
        });
        await transport.EnsureQueueAsync(default);
        return transport;
    }

    private async ValueTask<AzureServiceBusToken> IssueAsync(CancellationToken cancellationToken)
    {
        if (_hasNone)
            throw new InvalidOperationException("The identity service has an outage.");
        var token = new AzureServiceBusToken(Guid.NewGuid().ToString(), Double.Now + Lifetime);
        _expiries.Enqueue(token.ExpiresOn);
        return await Double.AskAsync(() =>
        {
            Double.Options.Tokens[token.Token] = token.ExpiresOn;
            return token;
        });
    }
}
