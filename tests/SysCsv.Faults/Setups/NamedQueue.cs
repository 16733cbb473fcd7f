using RabbitMQ.Client;

namespace SysCsv.Faults.Setups;

/// <summary>A queue for each test: on the RabbitMQ that SYSCSV_TEST_RABBITMQ names, or embedded where it names none.</summary>
internal sealed class NamedQueue
{
    private static readonly string? Uri = Environment.GetEnvironmentVariable("SYSCSV_TEST_RABBITMQ");

    private readonly List<string> _queues = [];

    /// <summary>The settings by which processes reach a fresh queue.</summary>
    public Dictionary<string, string> Create(string name, DirectoryInfo folder)
    {
        if (string.IsNullOrEmpty(Uri))
            return new(StringComparer.Ordinal)
            {
                ["SysCsv:EmbeddedTransport:DataSource"] = Path.Combine(folder.FullName, $"{name}.db"),
                ["SysCsv:EmbeddedTransport:LeaseTime"] = "00:00:02",
            };

        _queues.Add(name);
        return new(StringComparer.Ordinal)
        {
            ["SysCsv:Transport"] = "RabbitMq",
            ["SysCsv:RabbitMq:Uri"] = Uri,
            ["SysCsv:RabbitMq:Queue"] = name,
        };
    }

    /// <summary>Deletes what was created, with the dead letters beside it.</summary>
    public async Task DeleteAsync()
    {
        if (_queues.Count == 0)
            return;
        await using var connection = await new ConnectionFactory { Uri = new(Uri!) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in _queues)
        {
            await channel.QueueDeleteAsync(queue);
            await channel.QueueDeleteAsync($"{queue}.dead");
        }
    }
}
