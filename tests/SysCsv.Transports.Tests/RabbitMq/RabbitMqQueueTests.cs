using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using SysCsv.Testing;
using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq;

/// <summary>A queue of its own for each test, deleted at the end.</summary>
public abstract class RabbitMqQueueTests : IAsyncLifetime
{
    private readonly List<RabbitMqTransport> _transports = [];

    protected string Queue { get; } = $"test-{Guid.CreateVersion7():N}";

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var transport in _transports)
            await transport.DisposeAsync();
        if (_transports.Count == 0)
            return;

        await using var connection = await new ConnectionFactory { Uri = new Uri(RabbitMqServer.Uri) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(Queue);
        await channel.QueueDeleteAsync(Queue + ".dead");
    }

    private protected RabbitMqTransport Connect(Action<RabbitMqOptions>? configure = null)
    {
        var options = RabbitMqServer.Options(Queue);
        configure?.Invoke(options);
        var transport = new RabbitMqTransport(options);
        _transports.Add(transport);
        return transport;
    }

    private protected async Task<RabbitMqTransport> ConnectToNewQueueAsync(Action<RabbitMqOptions>? configure = null)
    {
        var transport = Connect(configure);
        await transport.EnsureQueueAsync(default);
        return transport;
    }

    protected static OutgoingMessage[] Messages(int count, string prefix = "message") =>
        [.. Enumerable.Range(1, count).Select(i => new OutgoingMessage($"{prefix}-{i}", new byte[] { 1, 2, 3 }))];

    protected static async Task<TransportException> FailsAsync(TransportFailure failure, Func<Task> act)
    {
        var exception = await Assert.ThrowsAsync<TransportException>(act);
        Assert.Equal(failure, exception.Failure);
        return exception;
    }

    protected static Task<IReadOnlyList<Delivery>> TakeAsync(IMessageReceiver receiver, int max = 100) =>
        receiver.ReceiveAsync(max, TimeSpan.FromSeconds(10), default);

    protected static Task EventuallyAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Eventually.BecomesAsync(condition, TimeSpan.FromSeconds(30), what);
}
