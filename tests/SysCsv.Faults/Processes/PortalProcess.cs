using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SysCsv.Testing;

namespace SysCsv.Faults.Processes;

/// <summary>The portal's host as a process of its own, on a free port, used by its REST API.</summary>
internal sealed partial class PortalProcess : IAsyncDisposable
{
    private const string Password = "a few words for tests";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly SampleProcess _process;
    private readonly HttpClient _client;

    private PortalProcess(SampleProcess process, Uri address)
    {
        _process = process;
        _client = new() { BaseAddress = address };
    }

    public string Logs => _process.Output + _process.Error;

    public static async Task<PortalProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var portal = new PortalProcess(SampleProcess.StartProgram(Repository.PortalHost(), settings, $"--urls={address.OriginalString}"), address);
        await Eventually.BecomesAsync(portal.AnswersAsync, Limit, "the portal answers");
        return portal;
    }

    /// <summary>Makes the first administrator by the link on the console, and a key that outlives the process.</summary>
    public async Task<string> MakeKeyAsync()
    {
        await Eventually.BecomesAsync(() => Link().IsMatch(_process.Output), Limit, "the set-up link is printed");
        var link = Link().Match(_process.Output);
        var page = await _client.GetStringAsync(new Uri(link.Value));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["token"] = link.Groups["token"].Value,
            ["name"] = "ada",
            ["password"] = Password,
            ["repeat"] = Password,
            ["__RequestVerificationToken"] = FormToken().Match(page).Groups["token"].Value,
        });
        (await _client.PostAsync("/account/set-up", form)).EnsureSuccessStatusCode();

        var session = await _client.GetFromJsonAsync<JsonElement>("/api/v1/session");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys") { Content = JsonContent.Create(new { name = "faults", scope = "operate" }) };
        request.Headers.Add(session.GetProperty("antiforgeryHeader").GetString()!, session.GetProperty("antiforgeryToken").GetString());
        using var answer = (await _client.SendAsync(request)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
    }

    /// <summary>Uploads a file, and returns the import once the portal says that it accepted it.</summary>
    public async Task<Guid> ImportAsync(string file, string policy, string key, string idempotencyKey)
    {
        await using var content = File.OpenRead(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports?policy={policy}") { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await _client.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Asks something of the API; the answer is its status and its text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpMethod method, string path, string? key = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a page as a browser without a session does.</summary>
    public async Task<(HttpStatusCode Status, string Text)> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Signs the first administrator in; the answer is that of the page which he is led to.</summary>
    public async Task<(HttpStatusCode Status, string Text)> SignInAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "ada",
            ["password"] = Password,
            ["returnUrl"] = "/api/v1/session",
            ["__RequestVerificationToken"] = FormToken().Match((await OpenAsync("/account/sign-in")).Text).Groups["token"].Value,
        });
        using var answer = await _client.PostAsync("/account/sign-in", form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_process.HasExited, Logs);
        try
        {
            using var answer = await _client.GetAsync("/healthz/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http://\S+/account/set-up\?token=(?<token>\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();
}
