using SysCsv.Faults.Oracle;
using SysCsv.Testing;

namespace SysCsv.Faults.Processes;

/// <summary>A consumer that dies of one row (tests/SysCsv.Faults.FatalConsumer).</summary>
internal static class FatalConsumer
{
    /// <summary>After how many deliveries a message is given up here.</summary>
    public const int DeliveryLimit = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>The row.</summary>
    public static SourceRow Row { get; } = new("Fatal Row", "fatal@site.example");

    /// <summary>The settings with a low limit and short leases, which the publisher has to know as well: it makes the queue.</summary>
    public static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> settings) => new(settings, StringComparer.Ordinal)
    {
        ["SysCsv:RabbitMq:DeliveryLimit"] = $"{DeliveryLimit}",
        ["SysCsv:EmbeddedTransport:DeliveryLimit"] = $"{DeliveryLimit}",
        ["SysCsv:EmbeddedTransport:LeaseTime"] = "00:00:01",
        ["SysCsv:Consumer:Concurrency"] = "1",

        // RabbitMQ counts a delivery for all that was prefetched, and it takes dozens of deaths until the guilty one is left (PoisonTests).
        ["SysCsv:Consumer:Prefetch"] = settings.ContainsKey("SysCsv:RabbitMq:Uri") ? "1" : "200",
    };

    /// <summary>Runs one until it dies, which is true, or <paramref name="isDone"/>.</summary>
    public static async Task<bool> DiesAsync(IReadOnlyDictionary<string, string> settings, Func<Task<bool>> isDone)
    {
        await using var consumer = SampleProcess.StartProgram(Repository.FatalConsumer(), Over(settings));
        await Eventually.BecomesAsync(async () => consumer.HasExited || await isDone(), Limit, "the consumer dies or is done");
        return consumer.HasExited;
    }
}
