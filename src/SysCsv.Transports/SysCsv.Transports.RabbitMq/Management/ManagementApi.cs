using System.Text.Json;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.RabbitMq.Management;

/// <summary>Asks the management API for the one number that AMQP does not give.</summary>
internal sealed class ManagementApi : IDisposable
{
    // The depth is looked at again and again: better without this number than late.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient? _client;
    private readonly ILogger _logger;
    private readonly string _path = "";

    public ManagementApi(RabbitMqOptions options, ILogger logger)
    {
        _logger = logger;
        if (options.ManagementUri is not { } management || options.Uri is null)
            return;

        var broker = new Uri(options.Uri);
        _path = ManagementClient.PathOf(ManagementClient.VirtualHostOf(broker), options.Queue) + "?columns=messages_unacknowledged";
        _client = ManagementClient.Create(new(management), Uri.UnescapeDataString(broker.UserInfo), Timeout);
    }

    /// <summary>The messages that consumers hold, as of the broker's last statistics (5 seconds apart by default); null if it does not tell.</summary>
    public async Task<long?> CountInFlightAsync(CancellationToken cancellationToken)
    {
        if (_client is null)
            return null;
        try
        {
            await using var stream = await _client.GetStreamAsync(_path, cancellationToken);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.TryGetProperty("messages_unacknowledged", out var number) ? number.GetInt64() : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The depth is worth telling without this number.
            _logger.ManagementUnavailable(e);
            return null;
        }
    }

    public void Dispose() => _client?.Dispose();
}
