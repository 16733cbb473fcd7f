using System.Net.Sockets;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

/// <summary>The RabbitMQ that <c>eng/servers/env.sh</c> names, if it speaks AMQP 1.0.</summary>
internal static class AmqpBroker
{
    private const string UriVariable = "SYSCSV_TEST_RABBITMQ";
    private const string ManagementVariable = "SYSCSV_TEST_RABBITMQ_MANAGEMENT";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lazy<Task<string?>> Missing = new(WhyMissingAsync);

    public static Uri Uri => new(Environment.GetEnvironmentVariable(UriVariable)!);

    public static Uri ManagementUri => new(Environment.GetEnvironmentVariable(ManagementVariable)!);

    /// <summary>Why there is none; null if there is.</summary>
    public static Task<string?> FindReasonToSkipAsync() => Missing.Value;

    private static async Task<string?> WhyMissingAsync()
    {
        foreach (var variable in new[] { UriVariable, ManagementVariable })
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
                return $"{variable} is not set: run eng/servers/rabbitmq.sh start, then eval \"$(eng/servers/env.sh)\".";
        return await SpeaksAmqp10Async() ? null : $"The RabbitMQ of {UriVariable} does not speak AMQP 1.0: its plugin rabbitmq_amqp1_0 is not enabled.";
    }

    // A broker answers the header of a protocol that it does not speak with one that it does.
    private static async Task<bool> SpeaksAmqp10Async()
    {
        byte[] header = [.. "AMQP"u8, 3, 1, 0, 0];
        using var deadline = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(Uri.Host, Uri.Port > 0 ? Uri.Port : 5672, deadline.Token);
        await client.GetStream().WriteAsync(header, deadline.Token);
        var answer = new byte[header.Length];
        await client.GetStream().ReadExactlyAsync(answer, deadline.Token);
        return answer.AsSpan().SequenceEqual(header);
    }
}
