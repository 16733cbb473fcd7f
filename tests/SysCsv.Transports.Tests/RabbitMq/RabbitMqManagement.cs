using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SysCsv.Transports.Tests.RabbitMq;

/// <summary>What an operator does to a broker behind our back.</summary>
internal sealed class RabbitMqManagement : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(RabbitMqServer.ManagementUri + "/api/") };

    public RabbitMqManagement() => _client.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("guest:guest")));

    public Task LimitLengthAsync(string queue, int maxLength) => PutAsync(
        $"policies/%2F/{queue}",
        new { pattern = $"^{queue}$", definition = new Dictionary<string, object> { ["max-length"] = maxLength }, apply_to = "queues" });

    public Task RemoveLimitAsync(string queue) => DeleteAsync($"policies/%2F/{queue}");

    public async Task AddUserAsync(string name, string password, string configure, string write, string read)
    {
        await PutAsync($"users/{name}", new { password, tags = "" });
        await PutAsync($"permissions/%2F/{name}", new { configure, write, read });
    }

    public Task RemoveUserAsync(string name) => DeleteAsync($"users/{name}");

    public Task DeclareClassicAsync(string queue) => PutAsync($"queues/%2F/{queue}", new { durable = true });

    public Task DeleteQueueAsync(string queue) => DeleteAsync($"queues/%2F/{queue}");

    /// <summary>Ends every connection of the transports of a queue; false while the statistics show none. Ask again until it is.</summary>
    public async Task<bool> DropConnectionsAsync(string queue)
    {
        var any = false;
        var connections = await _client.GetFromJsonAsync<JsonElement>("connections");
        foreach (var connection in connections.EnumerateArray())
        {
            if (!IsOf(queue, connection))
                continue;
            await EndConnectionAsync(connection.GetProperty("name").GetString()!);
            any = true;
        }

        return any;
    }

    public void Dispose() => _client.Dispose();

    private static bool IsOf(string queue, JsonElement connection) =>
        connection.TryGetProperty("client_properties", out var properties)
        && properties.TryGetProperty("connection_name", out var name)
        && name.GetString()!.Contains($" {queue} ", StringComparison.Ordinal);

    private async Task PutAsync(string path, object body)
    {
        using var response = await _client.PutAsJsonAsync(path, body, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower });
        response.EnsureSuccessStatusCode();
    }

    // The API fails with 500 where the connection closes under its hands; one that goes on being shown fails the caller's wait.
    private async Task EndConnectionAsync(string name)
    {
        using var response = await _client.DeleteAsync(new Uri("connections/" + Uri.EscapeDataString(name), UriKind.Relative));
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.InternalServerError))
            response.EnsureSuccessStatusCode();
    }

    private async Task DeleteAsync(string path)
    {
        using var response = await _client.DeleteAsync(new Uri(path, UriKind.Relative));
        if (response.StatusCode != HttpStatusCode.NotFound)
            response.EnsureSuccessStatusCode();
    }
}
