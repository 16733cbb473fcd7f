using SysCsv.Testing.Transports;

namespace SysCsv;

/// <summary>Registers the in-memory double of a transport.</summary>
public static class InMemoryTransportExtensions
{
    /// <summary>Uses a queue in memory, for tests: it ends with the process.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="queue">The queue, to share it between hosts or to look into it; a new one if null.</param>
    public static SysCsvBuilder UseInMemoryTransport(this SysCsvBuilder builder, InMemoryQueue? queue = null)
    {
        var shared = queue ?? new InMemoryQueue();
        return builder.AddTransport("InMemory", _ => new InMemoryTransport(shared));
    }
}
