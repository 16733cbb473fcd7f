using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Testing;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Api;

public sealed class ContactApiTests(ImportApiTests.App app) : IClassFixture<ImportApiTests.App>
{
    [Fact]
    public async Task Contact_is_found_edited_and_erased()
    {
        using var client = await app.Portal.WithKeyAsync("administer");
        var contact = await ImportedAsync(client, "Ann");

        using var seen = await client.GetAsync($"/api/v1/contacts/{contact.Id}");
        using var blind = await EditAsync(client, contact, null, "Blind");
        using var edited = await EditAsync(client, contact, seen.Headers.ETag!.Tag, "Anna");
        using var late = await EditAsync(client, contact, seen.Headers.ETag!.Tag, "Too late");
        using var erased = await client.DeleteAsync($"/api/v1/contacts/{contact.Id}");
        using var gone = await client.GetAsync($"/api/v1/contacts/{contact.Id}");

        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        Assert.Equal("Anna", (await edited.Content.ReadFromJsonAsync<Contact>())!.Name);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("'; DELETE FROM contacts;--")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("\u0000")]
    public async Task Search_takes_every_character_literally(string search)
    {
        using var client = await app.Portal.WithKeyAsync("administer");
        await ImportedAsync(client, "Ann");

        using var answer = await client.PostAsJsonAsync("/api/v1/contacts/search", new { search });

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity });
        if (answer.IsSuccessStatusCode)
            Assert.Empty((await answer.Content.ReadFromJsonAsync<Page>())!.Items);
    }

    [Theory]
    [InlineData("""{"size":2147483647}""")]
    [InlineData("""{"size":-1}""")]
    [InlineData("""{"order":"password"}""")]
    [InlineData("""{"after":"nonsense"}""")]
    [InlineData("""{"search":"a","match":"everywhere"}""")]
    [InlineData("""{"match":"anywhere"}""")]
    [InlineData("""{"search":"a","match":"anywhere","order":"name"}""")]
    [InlineData("""{"search":"a","match":"anywhere","descending":true}""")]
    [InlineData("""{"search":"a","match":"anywhere","after":"nonsense"}""")]
    [InlineData("""{"search":"a","column":"City"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Search_that_makes_no_sense_is_refused(string body)
    {
        using var client = await app.Portal.WithKeyAsync("view");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/api/v1/contacts/search", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Search_longer_than_any_name_is_refused()
    {
        using var client = await app.Portal.WithKeyAsync("view");

        using var answer = await client.PostAsJsonAsync("/api/v1/contacts/search", new { search = new string('a', 10_000) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1:A9)")]
    public async Task Export_holds_no_cell_that_a_spreadsheet_computes(string name)
    {
        using var client = await app.Portal.WithKeyAsync("administer");
        var contact = await ImportedAsync(client, name);

        using var answer = await client.PostAsJsonAsync("/api/v1/contacts/export", new { search = contact.Email });
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("contacts.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains(contact.Email, text, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(^|,)"?[=+\-@]""", text.ReplaceLineEndings("\n").Replace("\n", ",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_stands_in_any_column_is_found_page_by_page_and_exported()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var city = $"Town {Guid.NewGuid():N}";
        var import = await ImportApiTests.CreateAsync(client, $"email,name,city\n{Guid.NewGuid():N}@example.org,One,{city}\n{Guid.NewGuid():N}@example.org,Two,{city}\n");
        await ImportApiTests.CompletedAsync(client, import.Id);

        var first = await SearchAsync(client, new { search = city.ToUpperInvariant(), match = "anywhere", size = 1 });
        var second = await SearchAsync(client, new { search = city, match = "anywhere", size = 1, after = first.Next });
        var inCity = await client.GetFromJsonAsync<Page>($"/api/v1/contacts?match=anywhere&column=CITY&search={Uri.EscapeDataString(city)}");
        var elsewhere = await SearchAsync(client, new { search = city, match = "anywhere", column = "country" });
        using var export = await client.PostAsJsonAsync("/api/v1/contacts/export", new { search = city, match = "anywhere" });

        Assert.Equal(["One", "Two"], first.Items.Concat(second.Items).Select(contact => contact.Name!).Order(StringComparer.Ordinal));
        Assert.True(second.Examined > first.Examined);
        Assert.Equal((2, null), (inCity!.Items.Count, inCity.Next));
        Assert.Empty(elsewhere.Items);
        Assert.Equal(3, (await export.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Null((await SearchAsync(client, new { search = "nobody" })).Examined);
    }

    [Fact]
    public async Task Rejected_rows_are_listed_and_downloaded()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var import = await ImportApiTests.CreateAsync(client, "email,name\nnonsense,=1+1\n");
        await ImportApiTests.CompletedAsync(client, import.Id);

        var list = await client.GetStringAsync($"/api/v1/imports/{import.Id}/rejected");
        using var download = await client.GetAsync($"/api/v1/imports/{import.Id}/rejected.csv");
        var fate = await client.GetStringAsync($"/api/v1/imports/{import.Id}/rows/1");
        using var none = await client.GetAsync($"/api/v1/imports/{import.Id}/rows/2");

        Assert.Contains("\"reason\":\"email-invalid\"", list, StringComparison.Ordinal);
        Assert.Equal($"rejected-{import.Id:D}.csv", download.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains("nonsense", await download.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"fate\":\"rejected\"", fate, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Dead_letters_are_listed_replayed_and_discarded_by_name_only()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var transport = app.Portal.Services.GetRequiredService<ITransport>();
        var id = Guid.NewGuid().ToString();
        await transport.SendAsync([new OutgoingMessage(id, "not json"u8.ToArray())], CancellationToken.None);
        List<Letter> letters = [];
        await Eventually.BecomesAsync(
            async () => (letters = (await client.GetFromJsonAsync<List<Letter>>("/api/v1/queue/dead-letters"))!).Exists(letter => letter.MessageId == id),
            TimeSpan.FromSeconds(30), "the message is a dead letter");
        var letter = letters.First(found => found.MessageId == id);

        using var everything = await client.PostAsJsonAsync("/api/v1/queue/dead-letters/discard", new { });
        using var discarded = await client.PostAsJsonAsync("/api/v1/queue/dead-letters/discard", new { ids = new[] { letter.Id } });
        using var again = await client.PostAsJsonAsync("/api/v1/queue/dead-letters/discard", new { ids = new[] { letter.Id } });
        var depth = await client.GetStringAsync("/api/v1/queue");

        Assert.Equal("not json", letter.Body);
        Assert.Equal(HttpStatusCode.BadRequest, everything.StatusCode);
        Assert.Equal("""{"count":1}""", await discarded.Content.ReadAsStringAsync());
        Assert.Equal("""{"count":0}""", await again.Content.ReadAsStringAsync());
        Assert.Contains("\"ready\":", depth, StringComparison.Ordinal);
        Assert.Matches("\"oldestAgeSeconds\":[0-9]", depth);
    }

    [Fact]
    public async Task Metrics_and_readiness_answer_a_key_and_hold_no_address()
    {
        using var client = await app.Portal.WithKeyAsync("view");
        using var admin = await app.Portal.WithKeyAsync("administer");
        var contact = await ImportedAsync(admin, "Ann");

        using var ready = await client.GetAsync("/healthz/ready");
        var metrics = await client.GetStringAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("syscsv", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("aspnetcore_components", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(contact.Email, metrics, StringComparison.Ordinal);
    }

    private static async Task<Contact> ImportedAsync(HttpClient client, string name)
    {
        var email = $"c{Guid.NewGuid():N}@example.org";
        var import = await ImportApiTests.CreateAsync(client, $"email,name\n{email},\"{name}\"\n");
        await ImportApiTests.CompletedAsync(client, import.Id);
        using var found = await client.PostAsJsonAsync("/api/v1/contacts/search", new { search = email });
        return Assert.Single((await found.Content.ReadFromJsonAsync<Page>())!.Items);
    }

    private static async Task<Page> SearchAsync(HttpClient client, object search)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/contacts/search", search);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Page>())!;
    }

    private static async Task<HttpResponseMessage> EditAsync(HttpClient client, Contact contact, string? tag, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/contacts/{contact.Id}") { Content = JsonContent.Create(new { email = contact.Email, name }) };
        if (tag is not null)
            request.Headers.Add("If-Match", tag);
        return await client.SendAsync(request);
    }

    private sealed record Contact(long Id, string Email, string? Name);

    private sealed record Page(IReadOnlyList<Contact> Items, string? Next, long? Examined);

    private sealed record Letter(string Id, string MessageId, string Body);
}
