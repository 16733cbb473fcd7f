using System.Net;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Who takes too much at once is refused, and others are served meanwhile.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly PortalApp _app = new(new Dictionary<string, string?> { ["SysCsv:Portal:UploadsAtOnce"] = "1", ["SysCsv:Portal:PagesAtOnce"] = "1" });

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task One_upload_too_many_at_once_is_told_to_come_back_and_others_are_served()
    {
        using var sender = await _app.WithKeyAsync("operate");
        using var other = await UserAsync("operator");
        using var slow = new SlowBody();
        var first = sender.PostAsync("/api/v1/uploads", slow);
        await Eventually.BecomesAsync(() => Arrives(_app), TimeSpan.FromSeconds(60), "the first file arrives");

        using var second = await sender.PostAsync("/api/v1/imports", new StringContent("email\nann@limits.example\n"));
        using var read = await sender.GetAsync("/api/v1/imports");
        using var others = await other.PostAsync("/api/v1/uploads", new StringContent("email\nann@limits.example\n"));
        slow.End();
        using var ended = await first;
        using var again = await sender.PostAsync("/api/v1/uploads", new StringContent("email\nann@limits.example\n"));

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.True(second.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created),
            (read.StatusCode, others.StatusCode, ended.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task Upload_that_is_refused_since_others_arrive_uses_up_none_of_the_requests()
    {
        using var app = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:UploadsAtOnce"] = "1", ["SysCsv:Portal:ApiRequestsPerMinute"] = "3" });
        using var sender = await app.WithKeyAsync("operate");
        using var slow = new SlowBody();
        var first = sender.PostAsync("/api/v1/uploads", slow);
        await Eventually.BecomesAsync(() => Arrives(app), TimeSpan.FromSeconds(60), "the first file arrives");

        for (var i = 0; i < 5; i++)
        {
            using var refused = await sender.PostAsync("/api/v1/uploads", new StringContent("email\nann@limits.example\n"));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        slow.End();
        using var ended = await first;
        using var second = await sender.GetAsync("/api/v1/imports");
        using var third = await sender.GetAsync("/api/v1/imports");
        using var tooMany = await sender.GetAsync("/api/v1/imports");
        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests),
            (ended.StatusCode, second.StatusCode, third.StatusCode, tooMany.StatusCode));
    }

    // A websocket is opened by GET over HTTP/1.1, and by CONNECT over HTTP/2.
    [Theory]
    [InlineData("GET")]
    [InlineData("CONNECT")]
    public async Task One_open_page_too_many_is_refused_and_another_user_has_his(string method)
    {
        using var user = await UserAsync("viewer");
        using var other = await UserAsync("viewer");
        using var gone = new CancellationTokenSource();
        var pages = new[] { await OpenAsync(user), await OpenAsync(user) };

        // The connection of one is held, whichever comes first.
        var polls = pages.Select(page => PollAsync(user, page, gone.Token, method)).ToArray();
        using var refused = await await Task.WhenAny(polls);
        var others = await OpenAsync(other);
        var held = polls.Single(poll => !poll.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotEmpty(others);
    }

    [Fact]
    public async Task Page_of_a_list_has_a_greatest_size()
    {
        using var client = await _app.WithKeyAsync("administer");
        string[] lists = ["contacts?size=", "imports?size=", "imports/01890000-0000-7000-8000-000000000000/rejected?size=", "queue/dead-letters?max=", "audit?size="];

        foreach (var list in lists)
            foreach (var size in new[] { "1001", "2147483647", "0", "-1" })
            {
                using var answer = await client.GetAsync($"/api/v1/{list}{size}");
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{list}{size} answers {(int)answer.StatusCode}");
            }
    }

    private static bool Arrives(PortalApp app) => new DirectoryInfo(Path.Combine(app.Folder, "uploads", "incoming")) is { Exists: true } incoming && incoming.EnumerateFiles().Any();

    private async Task<HttpClient> UserAsync(string role)
    {
        var client = await _app.SignedInAsync(role);
        if (role == "operator")
            client.DefaultRequestHeaders.Add("RequestVerificationToken", await TokenAsync(client));
        return client;
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var session = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/v1/session"));
        return session.RootElement.GetProperty("antiforgeryToken").GetString()!;
    }

    // A browser without websockets. Its first poll opens the connection and is answered; the next is held.
    private static async Task<string> OpenAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var connection = json.RootElement.GetProperty("connectionToken").GetString()!;
        using var first = await PollAsync(client, connection, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        return connection;
    }

    private static async Task<HttpResponseMessage> PollAsync(HttpClient client, string connection, CancellationToken cancellationToken, string method = "GET")
    {
        using var request = new HttpRequestMessage(new(method), $"/_blazor?id={Uri.EscapeDataString(connection)}");
        return await client.SendAsync(request, cancellationToken);
    }

    /// <summary>A body of which one half comes, and the other only when it is let go.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End() => _rest.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("email\n"u8.ToArray());
            await stream.FlushAsync();
            await _rest.Task;
            await stream.WriteAsync("ann@limits.example\n"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
