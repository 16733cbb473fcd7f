namespace SysCsv.Transports.Tests.RabbitMq.Management;

/// <summary>The rights that docs/operating.md names are enough, and open no other queue for making or reading.</summary>
public sealed class RightsTests : RabbitMqQueueTests
{
    private const string Password = "s3cr3t-word";

    [SkippableFact]
    public async Task User_with_the_rights_that_are_named_can_do_all_that_is_needed_and_neither_make_nor_read_other_queues()
    {
        using var management = new RabbitMqManagement();
        var user = $"user-{Queue}";
        await management.AddUserAsync(user, Password, configure: $@"^{Queue}(\.dead)?$", write: $@"^({Queue}(\.dead)?|amq\.default)$", read: $@"^{Queue}(\.dead)?$");
        try
        {
            var uri = new UriBuilder(RabbitMqServer.Uri) { UserName = user, Password = Password }.Uri.ToString();
            var transport = await ConnectToNewQueueAsync(options => options.Uri = uri);
            await transport.SendAsync(Messages(2), default);
            await using (var receiver = await transport.OpenReceiverAsync(10, default))
            {
                var deliveries = await TakeAsync(receiver, 2);
                await receiver.DeadLetterAsync(deliveries[0], "Refused by a test.", default);
                Assert.Equal(1, await transport.ReplayAsync([Assert.Single(await transport.ListAsync(10, default)).Id], default));
            }

            await EventuallyAsync(async () => (await transport.GetDepthAsync(default)) is { Ready: 2, DeadLettered: 0 });
            var other = Connect(options => (options.Uri, options.Queue) = (uri, "other-" + Queue));
            await FailsAsync(TransportFailure.AccessDenied, () => other.EnsureQueueAsync(default));
            await FailsAsync(TransportFailure.AccessDenied, () => other.OpenReceiverAsync(1, default));
        }
        finally
        {
            await management.RemoveUserAsync(user);
        }
    }
}
