namespace SysCsv.Transports.Tests.RabbitMq;

/// <summary>The server that <c>eng/servers/env.sh</c> names.</summary>
internal static class RabbitMqServer
{
    public static string Uri => Find("SYSCSV_TEST_RABBITMQ");

    public static string ManagementUri => Find("SYSCSV_TEST_RABBITMQ_MANAGEMENT");

    public static RabbitMqOptions Options(string queue) => new() { Uri = Uri, Queue = queue, Timeout = TimeSpan.FromSeconds(20) };

    private static string Find(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Skip.If(string.IsNullOrEmpty(value), $"{variable} is not set: run eng/servers/rabbitmq.sh start, then eval \"$(eng/servers/env.sh)\".");
        return value;
    }
}
