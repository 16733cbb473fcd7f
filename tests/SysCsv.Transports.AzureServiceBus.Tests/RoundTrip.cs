namespace SysCsv.Transports.AzureServiceBus.Tests;

/// <summary>What several tests do with messages.</summary>
internal static class RoundTrip
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Messages with ids from m-0 on.</summary>
    public static OutgoingMessage[] Messages(int count) => [.. Enumerable.Range(0, count).Select(i => new OutgoingMessage($"m-{i}", "body"u8.ToArray()))];

    /// <summary>Takes so many, unsettled.</summary>
    public static async Task<List<Delivery>> TakeAsync(IMessageReceiver receiver, int count)
    {
        var taken = new List<Delivery>();
        while (taken.Count < count)
        {
            var more = await receiver.ReceiveAsync(count - taken.Count, Patience, default);
            Assert.NotEmpty(more);
            taken.AddRange(more);
        }

        return taken;
    }
}
