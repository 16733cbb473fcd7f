using Microsoft.Extensions.Time.Testing;
using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>Links outlive the tokens that opened them as long as new ones are put, and end when none can be had.</summary>
public sealed class TokenRenewalTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Client and service go by one clock, which a starved machine slows down, and which the tests put forth.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private Task _ticking = Task.CompletedTask;
    private ServiceBusDouble? _double;
    private volatile bool _hasNone;
    private volatile bool _hasEnded;

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync()
    {
        _ticking = TickAsync();
        _double = await ServiceBusDouble.StartAsync(new() { Time = _time, DefaultLock = Lock });
    }

    public async Task DisposeAsync()
    {
        await Double.DisposeAsync();
        _hasEnded = true;
        await _ticking;
    }

    [Fact]
    public async Task Links_outlive_the_token_that_opened_them()
    {
        await using var transport = await ConnectAsync();
        await transport.SendAsync(RoundTrip.Messages(10), default);
        await using var receiver = await transport.OpenReceiverAsync(20, default);
        var held = await RoundTrip.TakeAsync(receiver, 10);

        _time.Advance(Lifetime * 0.9);
        await Eventually.BecomesAsync(() => Double.KeepsLinksAsync(_time.GetUtcNow() + (Lifetime / 2)), Patience, "every token has a successor");
        _time.Advance(Lifetime * 0.2);

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
            _time.Advance(Lifetime);
            var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Patience, default));
            Assert.Equal(TransportFailure.AccessDenied, failure.Failure);
            Assert.Equal(TransportFailure.Unreachable, (await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(RoundTrip.Messages(1), default))).Failure);
        }

        _hasNone = false;
        _time.Advance(Lock);
        await using var again = await transport.OpenReceiverAsync(20, default);
        Assert.Equal(10, (await RoundTrip.TakeAsync(again, 10)).Select(delivery => delivery.MessageId).Distinct().Count());
    }

    private async Task<AzureServiceBusTransport> ConnectAsync()
    {
        var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = $"Endpoint=sb://127.0.0.1:{Double.Port};UseDevelopmentEmulator=true",
            ManagementUri = Double.ManagementUri.ToString(),
            LockDuration = Lock,
            TokenProvider = IssueAsync,
        }, time: _time);
        await transport.EnsureQueueAsync(default);
        return transport;
    }

    private async Task TickAsync()
    {
        var tick = TimeSpan.FromMilliseconds(10);
        using var timer = new PeriodicTimer(tick, TimeProvider.System);
        while (!_hasEnded && await timer.WaitForNextTickAsync())
            _time.Advance(tick);
    }

    private async ValueTask<AzureServiceBusToken> IssueAsync(CancellationToken cancellationToken)
    {
        if (_hasNone)
            throw new InvalidOperationException("The identity service has an outage.");
        var token = new AzureServiceBusToken(Guid.NewGuid().ToString(), _time.GetUtcNow() + Lifetime);
        await Double.AskAsync(() => Double.Options.Tokens[token.Token] = token.ExpiresOn);
        return token;
    }
}
