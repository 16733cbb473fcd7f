using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

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
        var virtualHost = broker.AbsolutePath.Length <= 1 ? "/" : Uri.UnescapeDataString(broker.AbsolutePath[1..]);
        _path = $"api/queues/{Uri.EscapeDataString(virtualHost)}/{Uri.EscapeDataString(options.Queue)}?columns=messages_unacknowledged";
        var address = new Uri(management.EndsWith('/') ? management : management + "/");
        var user = address.UserInfo.Length > 0 ? address.UserInfo : broker.UserInfo;
        _client = new HttpClient { BaseAddress = new UriBuilder(address) { UserName = "", Password = "" }.Uri, Timeout = Timeout };
        _client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
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
