namespace SysCsv.Faults.Processes;

/// <summary>Consumers of which one or another is killed and replaced.</summary>
internal sealed class Fleet(IReadOnlyDictionary<string, string> settings, Random random) : IAsyncDisposable
{
    private readonly List<SampleProcess> _consumers = [];

    public int Kills { get; private set; }

    public void Start(int consumers) => Start(consumers, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Starts some whose environment holds more than the settings of all.</summary>
    public void Start(int consumers, IReadOnlyDictionary<string, string> more)
    {
        for (var i = 0; i < consumers; i++)
            _consumers.Add(SampleProcess.Start("Consumer", settings.Concat(more).ToDictionary(StringComparer.Ordinal)));
    }

    /// <summary>The first one, stopped for as long as <paramref name="during"/> takes.</summary>
    public async Task FreezeOneAsync(Func<Task> during)
    {
        Signals.Freeze(_consumers[0].Id);
        try
        {
            await during();
        }
        finally
        {
            Signals.Thaw(_consumers[0].Id);
        }
    }

    public bool AllRun => _consumers.TrueForAll(consumer => !consumer.HasExited);

    /// <summary>Kills one at random and starts another in its place.</summary>
    public async Task KillOneAsync()
    {
        var index = random.Next(_consumers.Count);
        await _consumers[index].DisposeAsync();
        _consumers[index] = SampleProcess.Start("Consumer", settings);
        Kills++;
    }

    /// <summary>Everything that all of them, those that were killed excepted, wrote.</summary>
    public string Logs => string.Join('\n', _consumers.Select(consumer => consumer.Output + consumer.Error));

    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers)
            await consumer.DisposeAsync();
    }
}
