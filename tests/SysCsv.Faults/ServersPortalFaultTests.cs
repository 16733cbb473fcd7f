using System.Net;
using System.Text.Json;
using RabbitMQ.Client;
using SysCsv.Faults.Processes;
using SysCsv.Faults.Setups;
using SysCsv.Testing;

namespace SysCsv.Faults;

/// <summary>The portal's host beside a broker or a database that goes away and comes back, and with messages that are not ours.</summary>
[Collection(ServersCollection.Name)]
public sealed class ServersPortalFaultTests(ServersSetup setup) : PortalFaultTests<ServersSetup>(setup)
{
    private readonly ServersSetup _servers = setup;

    [SkippableFact]
    public async Task Import_goes_on_by_itself_when_the_broker_comes_back_and_the_portal_says_meanwhile_that_it_is_away()
    {
        await using var run = await BeginAsync(seed: 13);
        await using var portal = await PortalProcess.StartAsync(run.Settings);
        var key = await portal.MakeKeyAsync();
        var import = await portal.ImportAsync(run.File, "keepLast", key, "once");
        await CountExceedsAsync(500);

        await _servers.RabbitMq.StopAsync();
        try
        {
            await BecomesAsync(portal, "/api/v1/queue", key, HttpStatusCode.ServiceUnavailable, "RabbitMQ");
            await BecomesAsync(portal, "/healthz/ready", key, HttpStatusCode.ServiceUnavailable, "syscsv-transport: Unhealthy. ");
            await BecomesAsync(portal, $"/api/v1/imports/{import}", key, HttpStatusCode.OK, "\"state\":\"running\"");
            await BecomesAsync(portal, $"/api/v1/imports/{import}", key, HttpStatusCode.OK, "RabbitMQ");
            await BecomesAsync(portal, "/healthz/live", null, HttpStatusCode.OK, "");
        }
        finally
        {
            await _servers.RabbitMq.StartAsync();
        }

        await CheckAsync(run, portal);
        await BecomesAsync(portal, "/healthz/ready", key, HttpStatusCode.OK, "Healthy");
    }

    [SkippableFact]
    public async Task Import_goes_on_by_itself_when_the_database_comes_back_and_the_portal_says_meanwhile_that_it_is_away()
    {
        await using var run = await BeginAsync(seed: 14);
        await using var portal = await PortalProcess.StartAsync(run.Settings);
        var key = await portal.MakeKeyAsync();
        var import = await portal.ImportAsync(run.File, "keepLast", key, "once");
        await CountExceedsAsync(500);

        await _servers.Postgres.KillAsync();
        try
        {
            // With the key, which nobody can look up now.
            await BecomesAsync(portal, "/healthz/live", key, HttpStatusCode.OK, "");
            foreach (var path in new[] { "/healthz/ready", "/api/v1/queue", $"/api/v1/imports/{import}" })
                await BecomesAsync(portal, path, key, HttpStatusCode.ServiceUnavailable, "Postgres: the database");
            var page = await portal.OpenAsync("/account/sign-in");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Contains("The database does not answer. Nothing is lost", page.Text, StringComparison.Ordinal);
        }
        finally
        {
            await _servers.Postgres.StartAsync();
        }

        await BecomesAsync(portal, "/healthz/ready", key, HttpStatusCode.OK, "Healthy");
        await CheckAsync(run, portal);
        Assert.Equal(HttpStatusCode.OK, (await portal.SignInAsync()).Status);
        Assert.DoesNotContain("Host=", portal.Logs, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Message_that_is_not_ours_is_seen_replayed_and_discarded()
    {
        await using var run = await BeginAsync(seed: 15);
        await using var portal = await PortalProcess.StartAsync(run.Settings);
        var key = await portal.MakeKeyAsync();
        await PublishByHandAsync(run.Settings["SysCsv:RabbitMq:Uri"], run.Settings["SysCsv:RabbitMq:Queue"], "no message of ours");

        var letter = await OneDeadLetterAsync(portal, key);
        Assert.Equal("no message of ours", letter.GetProperty("body").GetString());
        Assert.NotEmpty(letter.GetProperty("reason").GetString()!);
        Assert.Equal(1, await DoAsync(portal, "replay", key, new { ids = new[] { letter.GetProperty("id").GetString() } }));

        // It is no better the second time, and comes back.
        await OneDeadLetterAsync(portal, key);
        Assert.Equal(1, await DoAsync(portal, "discard", key, new { all = true }));
        Assert.Equal("[]", (await portal.AskAsync(HttpMethod.Get, "/api/v1/queue/dead-letters", key)).Text);
    }

    private static Task BecomesAsync(PortalProcess portal, string path, string? key, HttpStatusCode status, string words) => Eventually.BecomesAsync(
        async () =>
        {
            var answer = await portal.AskAsync(HttpMethod.Get, path, key);
            return answer.Status == status && answer.Text.Contains(words, StringComparison.Ordinal);
        },
        Limit,
        $"{path} answers {(int)status} with '{words}'");

    private static async Task<JsonElement> OneDeadLetterAsync(PortalProcess portal, string key)
    {
        JsonElement letters = default;
        await Eventually.BecomesAsync(
            async () =>
            {
                letters = JsonSerializer.Deserialize<JsonElement>((await portal.AskAsync(HttpMethod.Get, "/api/v1/queue/dead-letters", key)).Text);
                return letters.GetArrayLength() == 1;
            },
            Limit,
            "there is one dead letter");
        return letters[0];
    }

    private static async Task<int> DoAsync(PortalProcess portal, string verb, string key, object which)
    {
        var (status, text) = await portal.AskAsync(HttpMethod.Post, $"/api/v1/queue/dead-letters/{verb}", key, which);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("count").GetInt32();
    }

    private static async Task PublishByHandAsync(string uri, string queue, string body)
    {
        await using var connection = await new ConnectionFactory { Uri = new(uri) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("", queue, mandatory: true, System.Text.Encoding.UTF8.GetBytes(body));
    }
}
