namespace SysCsv.Transports.Tests.RabbitMq;

/// <summary>The server that <c>eng/servers/env.sh</c> names.</summary>
internal static class RabbitMqServer
{
    public const string UriVariable = "SYSCSV_TEST_RABBITMQ";
    public const string ManagementVariable = "SYSCSV_TEST_RABBITMQ_MANAGEMENT";

    public static string? SkipReason => WhyMissing(UriVariable) ?? WhyMissing(ManagementVariable);

    public static string Uri => Find(UriVariable);

    public static string ManagementUri => Find(ManagementVariable);

    public static RabbitMqOptions Options(string queue) => new() { Uri = Uri, Queue = queue, Timeout = TimeSpan.FromSeconds(20) };

    private static string Find(string variable)
    {
        var reason = WhyMissing(variable);
        Skip.If(reason is not null, reason ?? "");
        return Environment.GetEnvironmentVariable(variable)!;
    }

    private static string? WhyMissing(string variable) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))
        ? $"{variable} is not set: run eng/servers/rabbitmq.sh start, then eval \"$(eng/servers/env.sh)\"."
        : null;
}
