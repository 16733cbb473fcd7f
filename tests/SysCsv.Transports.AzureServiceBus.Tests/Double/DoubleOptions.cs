namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>What a namespace of the double allows.</summary>
internal sealed class DoubleOptions
{
    /// <summary>What locks, tokens and idle links expire by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal) { ["RootManageSharedAccessKey"] = "c2VjcmV0LW9mLXRoZS1kb3VibGU=" };

    /// <summary>Tokens of Entra ID that are let in, and until when.</summary>
    public Dictionary<string, DateTimeOffset> Tokens { get; } = new(StringComparer.Ordinal);

    public ulong MaxMessageBytes { get; set; } = 256 * 1024;

    public TimeSpan DefaultLock { get; set; } = TimeSpan.FromMinutes(1);

    public int DefaultDeliveryCount { get; set; } = 10;

    /// <summary>Messages and requests a second, as the Standard tier counts them; null for no limit.</summary>
    public int? CreditsPerSecond { get; set; }

    /// <summary>After which time without a transfer a link is detached; ten minutes in the service.</summary>
    public TimeSpan? IdleDetach { get; set; }

    /// <summary>How many sessions a connection may have at once; null for as many as the library takes.</summary>
    public ushort? MaxSessions { get; set; }

    /// <summary>Whether there is a port with TLS for AMQP and for management, too.</summary>
    public bool WithTls { get; set; }

    public int Port { get; set; }

    public int ManagementPort { get; set; }
}
