using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Testing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Api;

/// <summary>The API over the real services: embedded queue, SQLite, a consumer inside the process.</summary>
public sealed class ImportApiTests(ImportApiTests.App app) : IClassFixture<ImportApiTests.App>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Uploaded_file_becomes_contacts_with_an_exact_account()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var domain = $"{Guid.NewGuid():N}.example";

        var import = await CreateAsync(client, $"email,name\na@{domain},Ann\nb@{domain},Bob\na@{domain},Anna\nnonsense,Nobody\n");
        var done = await CompletedAsync(client, import.Id);

        Assert.Equal(new Counts(2, 0, 1, 1, 0, 4), done.Counts);
        Assert.Equal(4, done.Records);
    }

    [Fact]
    public async Task Upload_is_looked_at_and_then_imported_by_reference()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var domain = $"{Guid.NewGuid():N}.example";
        using var uploaded = await client.PostAsync("/api/v1/uploads", Csv($"mail;wer\na@{domain};Ann\n"));
        var upload = (await uploaded.Content.ReadFromJsonAsync<Upload>())!;

        using var preview = await client.PostAsJsonAsync($"/api/v1/uploads/{upload.Id}/preview", new { });
        using var created = await client.PostAsJsonAsync("/api/v1/imports", new { upload = upload.Id, policy = "keepFirst" });
        var import = (await created.Content.ReadFromJsonAsync<Import>())!;
        var done = await CompletedAsync(client, import.Id);

        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.Equal($"/api/v1/uploads/{upload.Id}", uploaded.Headers.Location!.OriginalString);
        Assert.Contains("\"delimiter\":\";\"", await preview.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("keepFirst", done.Policy);
        Assert.Equal(new ReadAs("utf-8", ";", true, new(1, "mail")), done.ReadAs);
        Assert.Equal($"/api/v1/imports/{import.Id}", created.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Form_is_taken_as_well_as_a_body()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        using var form = new MultipartFormDataContent { { new StringContent("ignored"), "note" }, { Csv("email\nform@example.org\n"), "file", "list.csv" } };

        using var answer = await client.PostAsync("/api/v1/uploads", form);

        Assert.Equal("list.csv", (await answer.Content.ReadFromJsonAsync<Upload>())!.FileName);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("C%3A%5Cwindows%5Cevil.csv", "evil.csv")]
    [InlineData("a%0D%0ASet-Cookie%3A%20x%3D1.csv", "aSet-Cookie: x=1.csv")]
    [InlineData("%2E%2E", "..")]
    public async Task Name_of_a_file_is_shown_and_used_for_nothing_else(string encoded, string shown)
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/uploads") { Content = Csv("email\nname@example.org\n"), Headers = { { "X-File-Name", encoded } } };
        var outside = Directory.GetParent(app.Portal.Folder)!.GetFileSystemInfos().Length;

        using var answer = await client.SendAsync(request);
        var upload = (await answer.Content.ReadFromJsonAsync<Upload>())!;

        Assert.Equal(shown, upload.FileName);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains(Directory.GetFiles(Path.Combine(app.Portal.Folder, "uploads")), path => Path.GetFileName(path) == $"{upload.Id:N}.csv");
        Assert.True(Directory.GetParent(app.Portal.Folder)!.GetFileSystemInfos().Length <= outside + 5);
    }

    [Fact]
    public async Task Same_key_gives_the_same_import_also_at_once()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(client, key)));
        var again = await SendAsync(client, key);
        var other = await SendAsync(client, Guid.NewGuid().ToString());

        Assert.Single(answers.Append(again).Distinct());
        Assert.NotEqual(again, other);

        static async Task<Guid> SendAsync(HttpClient client, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports") { Content = Csv("email\nonce@example.org\n"), Headers = { { "Idempotency-Key", key } } };
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<Import>())!.Id;
        }
    }

    [Theory]
    [InlineData("email\ntwice@example.org\n", "")]
    [InlineData("email\nonce@example.org\n", "?policy=keepFirst")]
    [InlineData("email\nonce@example.org\n", "?hasHeader=true")]
    public async Task Same_key_for_another_file_or_other_choices_is_refused_and_leaves_no_upload(string content, string choices)
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(client, key, "email\nonce@example.org\n", "");
        var files = Directory.GetFiles(Path.Combine(app.Portal.Folder, "uploads")).Length;

        using var second = await SendAsync(client, key, content, choices);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Idempotency-Key", (await second.Content.ReadFromJsonAsync<Problem>())!.Detail, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(Path.Combine(app.Portal.Folder, "uploads")).Length);

        static async Task<HttpResponseMessage> SendAsync(HttpClient client, string key, string content, string choices)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports" + choices) { Content = Csv(content), Headers = { { "Idempotency-Key", key } } };
            return await client.SendAsync(request);
        }
    }

    [Fact]
    public async Task File_that_is_too_large_is_refused_with_the_limit_and_leaves_nothing()
    {
        using var small = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:MaxUploadBytes"] = "1000" });
        using var client = await small.WithKeyAsync("operate");

        using var told = await client.PostAsync("/api/v1/uploads", Csv(new string('x', 1001)));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/uploads") { Content = new StreamContent(new MemoryStream(new byte[5000])) };
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Content.Headers.ContentLength = null;
        using var untold = await client.SendAsync(chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, told.StatusCode);
        Assert.Contains("1,000 bytes", (await told.Content.ReadFromJsonAsync<Problem>())!.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, untold.StatusCode);
        Assert.Empty(Directory.Exists(Path.Combine(small.Folder, "uploads")) ? Directory.GetFiles(Path.Combine(small.Folder, "uploads"), "*", SearchOption.AllDirectories) : []);
    }

    [Theory]
    [InlineData("GET", "/api/v1/imports?size=2147483647", 400)]
    [InlineData("GET", "/api/v1/imports?size=0", 400)]
    [InlineData("GET", "/api/v1/imports?size=x", 400)]
    [InlineData("GET", "/api/v1/imports?state=nonsense", 400)]
    [InlineData("GET", "/api/v1/imports?after=nonsense", 400)]
    [InlineData("GET", "/api/v1/imports/01890000-0000-7000-8000-000000000000", 404)]
    [InlineData("GET", "/api/v1/imports/no-id", 404)]
    [InlineData("GET", "/api/v1/imports/01890000-0000-7000-8000-000000000000/rows", 404)]
    [InlineData("GET", "/api/v1/imports/01890000-0000-7000-8000-000000000000/rows?fate=lost", 400)]
    [InlineData("GET", "/api/v1/imports/01890000-0000-7000-8000-000000000000/rows?after=nonsense", 400)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("POST", "/api/v1/imports/01890000-0000-7000-8000-000000000000/pause", 404)]
    [InlineData("PATCH", "/api/v1/imports", 405)]
    [InlineData("POST", "/api/v1/queue/dead-letters/replay", 400)]
    public async Task Mistake_is_answered_with_problem_details(string method, string path, int status)
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        using var request = new HttpRequestMessage(new(method), path);
        if (method == "POST" && path.EndsWith("replay", StringComparison.Ordinal))
            request.Content = JsonContent.Create(new { });

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Rows_are_listed_by_fate_page_by_page_with_who_won()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var domain = $"{Guid.NewGuid():N}.example";
        var import = await CreateAsync(client, $"email,name\na@{domain},Ann\na@{domain},Anna\nnonsense,Nobody\na@{domain},Anne\n");
        await CompletedAsync(client, import.Id);
        using var viewer = await app.Portal.WithKeyAsync("view");

        var first = (await viewer.GetFromJsonAsync<RowPage>($"/api/v1/imports/{import.Id}/rows?fate=duplicate&size=1"))!;
        var second = (await viewer.GetFromJsonAsync<RowPage>($"/api/v1/imports/{import.Id}/rows?fate=duplicate&size=1&after={first.Next}"))!;
        var all = (await viewer.GetFromJsonAsync<RowPage>($"/api/v1/imports/{import.Id}/rows"))!;

        Assert.Equal([new(1, 2, $"a@{domain}", "duplicate", new(import.Id, 4))], first.Items);
        Assert.Equal([new(2, 3, $"a@{domain}", "duplicate", new(import.Id, 4))], second.Items);
        Assert.Equal(["duplicate", "duplicate", "rejected", "inserted"], all.Items.Select(row => row.Fate));
        Assert.Equal((4L, null), (all.Examined, all.Next));
    }

    [Fact]
    public async Task Single_row_says_what_the_list_says_of_it()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var domain = $"{Guid.NewGuid():N}.example";
        var import = await CreateAsync(client, $"email,name\na@{domain},Ann\nnonsense,Nobody\na@{domain},Anna\n");
        await CompletedAsync(client, import.Id);
        var all = (await client.GetFromJsonAsync<RowPage>($"/api/v1/imports/{import.Id}/rows"))!;

        foreach (var listed in all.Items)
        {
            var row = await client.GetFromJsonAsync<Row>($"/api/v1/imports/{import.Id}/rows/{listed.Number}");
            // Of a rejected row the database tells the text, without a look into the file.
            Assert.Equal(listed.Fate == "rejected" ? listed with { Email = null } : listed, row);
        }
    }

    [Fact]
    public async Task Rows_of_a_file_that_is_not_kept_are_said_to_be_unknown()
    {
        using var client = await app.Portal.WithKeyAsync("view");
        var import = TestRows.NewImport();
        await app.Portal.Services.GetRequiredService<IContactStore>().ApplyAsync(TestRows.Start(import, DuplicatePolicy.KeepLast), CancellationToken.None);

        using var answer = await client.GetAsync($"/api/v1/imports/{import}/rows");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("not kept", (await answer.Content.ReadFromJsonAsync<Problem>())!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_that_ended_can_not_be_paused()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var import = await CreateAsync(client, "email\nended@example.org\n");
        await CompletedAsync(client, import.Id);

        using var answer = await client.PostAsync($"/api/v1/imports/{import.Id}/pause", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Import_that_is_accounted_for_can_not_be_sent_again()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var import = await CreateAsync(client, "email\naccounted@example.org\n");
        await CompletedAsync(client, import.Id);

        using var answer = await client.PostAsync($"/api/v1/imports/{import.Id}/send-again", null);
        using var unknown = await client.PostAsync($"/api/v1/imports/{Guid.NewGuid()}/send-again", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("not all accounted for", (await answer.Content.ReadFromJsonAsync<Problem>())!.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("'; DROP TABLE imports;--")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task Search_takes_every_character_literally(string search)
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        await CreateAsync(client, "email\nliteral@example.org\n");

        var page = await client.GetFromJsonAsync<Page>($"/api/v1/imports?search={Uri.EscapeDataString(search)}");

        Assert.Empty(page!.Items);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("oldest")]
    [InlineData("name")]
    public async Task Pages_follow_one_another_by_their_cursor(string order)
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        for (var i = 0; i < 3; i++)
            await CreateAsync(client, $"email\npage{i}@example.org\n");

        var seen = new List<Guid>();
        for (string? after = ""; after is not null;)
        {
            var page = (await client.GetFromJsonAsync<Page>($"/api/v1/imports?size=2&order={order}{(after.Length > 0 ? "&after=" + Uri.EscapeDataString(after) : "")}"))!;
            seen.AddRange(page.Items.Select(import => import.Id));
            after = page.Next;
        }

        Assert.True(seen.Count >= 3);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        if (order != "name")
            Assert.Equal(order == "oldest" ? seen.Order() : seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task Order_that_is_none_is_refused()
    {
        using var client = await app.Portal.WithKeyAsync("view");

        using var answer = await client.GetAsync("/api/v1/imports?order=sideways");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Description_names_every_route_of_the_api()
    {
        using var client = await app.Portal.WithKeyAsync("view");

        var document = await client.GetStringAsync("/api/v1/openapi/portal.json");

        foreach (var path in new[] { "/api/v1/imports", "/api/v1/imports/{id}/rejected.csv", "/api/v1/imports/{id}/rows", "/api/v1/contacts/search", "/api/v1/queue/dead-letters/replay", "/api/v1/keys/{id}" })
            Assert.Contains($"\"{path}\"", document, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_and_no_address_stands_in_the_log_of_a_run()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        var person = $"person-{Guid.NewGuid():N}";
        var import = await CreateAsync(client, $"email,name\n{person}@example.org,Somebody {person}\n{person},x\n");
        await CompletedAsync(client, import.Id);
        using var search = await client.PostAsJsonAsync("/api/v1/contacts/search", new { search = person });

        Assert.DoesNotContain(app.Portal.Logs.Lines, line => line.Contains(person, StringComparison.Ordinal));
        Assert.DoesNotContain(app.Portal.Logs.Lines, line => line.Contains("syscsv_", StringComparison.Ordinal));
    }

    internal static ByteArrayContent Csv(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new("text/csv");
        return content;
    }

    internal static async Task<Import> CreateAsync(HttpClient client, string csv)
    {
        using var answer = await client.PostAsync("/api/v1/imports", Csv(csv));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Import>())!;
    }

    internal static async Task<Import> CompletedAsync(HttpClient client, Guid id)
    {
        Import? import = null;
        await Eventually.BecomesAsync(
            async () => (import = await client.GetFromJsonAsync<Import>($"/api/v1/imports/{id}"))!.State == "completed", Patience, "the import is completed");
        return import!;
    }

    internal sealed record Counts(long Inserted, long Updated, long Duplicate, long Rejected, long Failed, long Total);

    internal sealed record Import(Guid Id, string State, string Policy, long? Records, Counts Counts, ReadAs? ReadAs);

    internal sealed record ReadAs(string Encoding, string Delimiter, bool HasHeader, Column Email);

    internal sealed record Column(int Number, string Label);

    internal sealed record Upload(Guid Id, string FileName);

    internal sealed record Page(IReadOnlyList<Import> Items, string? Next);

    internal sealed record RowPage(IReadOnlyList<Row> Items, string? Next, long Examined);

    internal sealed record Row(long Number, long Line, string? Email, string Fate, Source? WonBy);

    internal sealed record Source(Guid Import, long Row);

    internal sealed record Problem(string Detail);

    public sealed class App : IDisposable
    {
        public PortalApp Portal { get; } = new(new Dictionary<string, string?> { ["SysCsv:Portal:RunConsumer"] = "true" });

        public void Dispose() => Portal.Dispose();
    }
}
