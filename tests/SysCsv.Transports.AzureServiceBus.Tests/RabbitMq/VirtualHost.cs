using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

/// <summary>A virtual host of a harness, and what an operator does to it.</summary>
internal sealed class VirtualHost : IAsyncDisposable
{
    // Characters that have to be encoded wherever the name is used.
    private readonly string _name = $"amqp/test {Guid.CreateVersion7():N}";
    private readonly HttpClient _client = new() { BaseAddress = new Uri(AmqpBroker.ManagementUri, "api/") };

    private VirtualHost() => _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(AmqpBroker.Uri.UserInfo))));

    public string ConnectionStringAt(int port) => $"amqp://{AmqpBroker.Uri.UserInfo}@127.0.0.1:{port}/{Uri.EscapeDataString(_name)}";

    public static async Task<VirtualHost> CreateAsync()
    {
        var host = new VirtualHost();
        using var made = await host._client.PutAsJsonAsync($"vhosts/{Uri.EscapeDataString(host._name)}", new { });
        made.EnsureSuccessStatusCode();
        return host;
    }

    public Task DeleteQueueAsync(string queue) => DeleteAsync($"queues/{Uri.EscapeDataString(_name)}/{Uri.EscapeDataString(queue)}");

    public async Task DeclareClassicAsync(string queue)
    {
        using var made = await _client.PutAsJsonAsync($"queues/{Uri.EscapeDataString(_name)}/{Uri.EscapeDataString(queue)}", new { durable = true });
        made.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await DeleteAsync($"vhosts/{Uri.EscapeDataString(_name)}");
        _client.Dispose();
    }

    private async Task DeleteAsync(string path)
    {
        using var gone = await _client.DeleteAsync(new Uri(path, UriKind.Relative));
        if (gone.StatusCode != HttpStatusCode.NotFound)
            gone.EnsureSuccessStatusCode();
    }
}
