using System.Net;
using System.Net.Sockets;
using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq.Connections;

public sealed class ConnectionTests : RabbitMqQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [SkippableFact]
    public async Task Wrong_password_is_access_denied_and_stays_secret()
    {
        var transport = Connect(options => options.Uri = WithUser("guest", "s3cr3t-word"));

        var exception = await FailsAsync(TransportFailure.AccessDenied, () => transport.EnsureQueueAsync(default));

        Assert.False(exception.IsTransient);
        Assert.Contains("SysCsv:RabbitMq:Uri", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Unknown_virtual_host_is_a_wrong_setting()
    {
        var transport = Connect(options => options.Uri += "no-such-host");

        var exception = await FailsAsync(TransportFailure.Misconfigured, () => transport.EnsureQueueAsync(default));

        Assert.Contains("virtual host", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_that_does_not_listen_is_unreachable()
    {
        await using var transport = new RabbitMqTransport(
            new RabbitMqOptions { Uri = $"amqp://guest:s3cr3t-word@127.0.0.1:{UnusedPort()}/", Timeout = TimeSpan.FromSeconds(5) });

        var exception = await FailsAsync(TransportFailure.Unreachable, () => transport.SendAsync(Messages(1), default));

        Assert.True(exception.IsTransient);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_that_accepts_and_says_nothing_is_given_up_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var transport = new RabbitMqTransport(new RabbitMqOptions
        {
            Uri = $"amqp://guest:guest@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/",
            Timeout = TimeSpan.FromSeconds(1),
        });

        var exception = await Assert.ThrowsAsync<TransportException>(
            () => transport.GetDepthAsync(default).WaitAsync(Patience));

        Assert.True(exception.IsTransient);
    }

    [SkippableFact]
    public async Task Connection_that_stops_answering_fails_the_send_in_time_and_the_next_send_gets_through()
    {
        using var proxy = new StallingProxy(new Uri(RabbitMqServer.Uri));
        var transport = await ConnectToNewQueueAsync(options => Through(proxy, options));
        await transport.SendAsync(Messages(10), default);

        proxy.Stall();
        var exception = await FailsAsync(
            TransportFailure.Timeout, () => transport.SendAsync(Messages(10, "stalled"), default).WaitAsync(Patience));

        Assert.True(exception.IsTransient);
        await transport.SendAsync(Messages(10, "again"), default);
        Assert.InRange((await Connect().GetDepthAsync(default)).Ready, 20, 30);
    }

    [SkippableFact]
    public async Task Connection_on_which_no_channel_opens_is_replaced()
    {
        using var proxy = new StallingProxy(new Uri(RabbitMqServer.Uri));
        var transport = await ConnectToNewQueueAsync(options => Through(proxy, options));

        proxy.Stall();
        await FailsAsync(TransportFailure.Timeout, () => transport.GetDepthAsync(default).WaitAsync(Patience));

        Assert.Equal(0, (await transport.GetDepthAsync(default)).Ready);
    }

    [SkippableFact]
    public async Task Dropped_connection_fails_what_is_under_way_and_the_next_call_connects_anew()
    {
        var transport = await ConnectToNewQueueAsync();
        using var management = new RabbitMqManagement();
        await transport.SendAsync(Messages(5), default);
        await using var receiver = await transport.OpenReceiverAsync(10, default);
        var deliveries = await TakeAsync(receiver);
        var receiving = ReceiveUntilItEndsAsync(receiver);
        var sending = SendUntilItFailsAsync(transport);

        await EventuallyAsync(() => DropAllAsync(management, sending, receiving));

        await FailsAsync(TransportFailure.ConnectionLost, () => sending);
        await FailsAsync(TransportFailure.ConnectionLost, () => receiving);
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync(deliveries, default));
        await transport.SendAsync(Messages(1, "anew"), default);
        await using var anew = await transport.OpenReceiverAsync(10, default);
        Assert.Contains(await TakeAsync(anew), delivery => delivery.Attempt == 2);
    }

    private static void Through(StallingProxy proxy, RabbitMqOptions options)
    {
        options.Uri = proxy.Uri.ToString();
        options.Timeout = TimeSpan.FromSeconds(2);
    }

    private async Task<bool> DropAllAsync(RabbitMqManagement management, Task sending, Task receiving)
    {
        await management.DropConnectionsAsync(Queue);
        return sending.IsCompleted && receiving.IsCompleted;
    }

    private static async Task SendUntilItFailsAsync(RabbitMqTransport transport)
    {
        while (true)
        {
            await transport.SendAsync(Messages(10), default);
            await Task.Yield();
        }
    }

    private static async Task ReceiveUntilItEndsAsync(IMessageReceiver receiver)
    {
        while (true)
            await receiver.ReceiveAsync(100, TimeSpan.FromSeconds(60), default);
    }

    private static string WithUser(string user, string password) =>
        new UriBuilder(RabbitMqServer.Uri) { UserName = user, Password = password }.Uri.ToString();

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
