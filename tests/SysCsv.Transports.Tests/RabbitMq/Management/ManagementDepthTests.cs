namespace SysCsv.Transports.Tests.RabbitMq.Management;

public sealed class ManagementDepthTests : RabbitMqQueueTests
{
    [SkippableFact]
    public async Task Messages_in_flight_are_counted_where_the_management_address_is_set()
    {
        var transport = await ConnectToNewQueueAsync(options => options.ManagementUri = RabbitMqServer.ManagementUri);
        await transport.SendAsync(Messages(7), default);
        await using var receiver = await transport.OpenReceiverAsync(5, default);
        await TakeAsync(receiver);

        await EventuallyAsync(async () => await transport.GetDepthAsync(default) == new QueueDepth(2, 5, 0, 1));
    }

    [SkippableFact]
    public async Task Depth_is_told_although_the_management_address_does_not_answer()
    {
        var transport = await ConnectToNewQueueAsync(options => options.ManagementUri = "http://127.0.0.1:9/");
        await transport.SendAsync(Messages(2), default);

        Assert.Equal(new QueueDepth(2, null, 0, 0), await transport.GetDepthAsync(default));
    }
}
