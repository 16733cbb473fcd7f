using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using SysCsv.Benchmarks.EndToEnd;

namespace SysCsv.Benchmarks.Portal;

/// <summary>A thousand open pages, a hundred uploads at once of which some never end, and a list of a million rejected rows.</summary>
internal sealed class Crowd(Setup setup, Visitors visitors)
{
    private const int Pages = 1_000;
    private const int Tabs = 50;
    private const int OpeningAtOnce = 20;
    private const int Uploads = 100;
    private const int SlowUploads = 20;
    private const int UploadBytes = 1_000_000;
    private const int RowsOfPage = 1_000;

    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task RunAsync()
    {
        var import = await RejectAsync();
        await MeetAsync("as it is set by default", import, mostListed: 100);
        await MeetAsync(
            "with room for all", import, mostListed: int.MaxValue,
            "--SysCsv:Portal:PagesAtOnce=2000", "--SysCsv:Portal:UploadsAtOnce=200", "--SysCsv:Portal:ApiRequestsPerMinute=1000000");
    }

    private async Task<Guid> RejectAsync()
    {
        await File.WriteAllLinesAsync(setup.File, Enumerable.Range(0, setup.Rows).Select(row => $"no address {row},Some Body,Somewhere").Prepend("Email,Name,City"));
        using var host = new PortalHostProcess(setup.Folder);
        await host.ListensAsync();
        var program = new ApiProgram(host.Url, await visitors.MakeKeyAsync(host));
        var watch = Stopwatch.StartNew();
        var import = await program.ImportAsync(setup.File);
        Print($"an import of {setup.Rows:N0} rejected rows: {watch.Elapsed.TotalSeconds:N0} s");
        return import;
    }

    private async Task MeetAsync(string title, Guid import, int mostListed, params string[] settings)
    {
        using var host = new PortalHostProcess(setup.Folder, settings);
        await host.ListensAsync();
        var key = await visitors.MakeKeyAsync(host);
        using var program = new HttpClient { BaseAddress = host.Url, Timeout = Patience, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        var cookie = await visitors.CookieAsync(host);
        using var browser = new HttpClient { BaseAddress = host.Url, Timeout = Patience, DefaultRequestHeaders = { { "Cookie", cookie } } };
        var bystanders = new Bystanders(browser, program);
        var circuits = new ConcurrentBag<RawCircuit>();

        Print($"{title}:");
        await (await visitors.OpenAsync(host)).CloseAsync();
        await TellAsync(host, "nobody else there", bystanders, () => Task.Delay(Hold, TimeProvider.System));
        await TellAsync(host, $"{Tabs} pages of a browser and {Pages - Tabs:N0} others open", bystanders, () => OpenAsync(host, browser, cookie, circuits));
        Print($"  of the others {circuits.Count(circuit => circuit.IsOpen):N0} stay open");
        var before = circuits.Sum(circuit => circuit.Batches);
        await TellAsync(host, "they are open", bystanders, () => Task.Delay(Hold, TimeProvider.System));
        Print($"  each of them got {(circuits.Sum(circuit => circuit.Batches) - before) / Hold.TotalSeconds / Math.Max(1, circuits.Count):N2} pictures a second");
        await TellAsync(host, $"{Uploads} uploads at once, {SlowUploads} of them a byte a second", bystanders, () => UploadAsync(program));
        await TellAsync(host, "the rejected rows are paged", bystanders, () => PageAsync(program, import, mostListed));

        foreach (var circuit in circuits)
            await circuit.DisposeAsync();
        foreach (var page in visitors.Context.Pages.ToArray())
            await page.CloseAsync();
    }

    private static async Task TellAsync(PortalHostProcess host, string what, Bystanders bystanders, Func<Task> work)
    {
        var processor = host.ProcessorTime;
        var watch = Stopwatch.StartNew();
        Print($" {what}");
        var latencies = await bystanders.DuringAsync(work);
        foreach (var line in latencies.Lines())
            Print(line);
        Print($"  {watch.Elapsed.TotalSeconds:N0} s, {(host.ProcessorTime - processor).TotalSeconds:N1} s of a core, peak of the working set {host.PeakMegabytes:N0} MB");
    }

    private async Task OpenAsync(PortalHostProcess host, HttpClient browser, string cookie, ConcurrentBag<RawCircuit> circuits)
    {
        var opening = new Latencies();
        for (var tab = 0; tab < Tabs; tab++)
            await opening.MeasureAsync("a page of the browser", () => visitors.TryOpenAsync(host, Patience));
        await Parallel.ForAsync(0, Pages - Tabs, new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce }, async (_, cancellationToken) =>
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            if (await opening.MeasureAsync("another page", () => RawCircuit.OpenAsync(browser, cookie, patience.Token)) is { } circuit)
                circuits.Add(circuit);
        });
        foreach (var line in opening.Lines())
            Print(line);
    }

    private static async Task UploadAsync(HttpClient program)
    {
        using var gone = new CancellationTokenSource(Hold);
        var sending = new Latencies();
        await Task.WhenAll(Enumerable.Range(0, Uploads).Select(number => number < SlowUploads
            ? sending.MeasureAsync("a slow upload", () => SendAsync(program, new SlowContent(gone.Token)))
            : sending.MeasureAsync("an upload", () => SendAsync(program, new ByteArrayContent(new byte[UploadBytes])))));
        foreach (var line in sending.Lines())
            Print(line);
    }

    private static async Task<bool> SendAsync(HttpClient program, HttpContent content)
    {
        // Who is refused hears of it before the file is sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/uploads") { Content = content, Headers = { ExpectContinue = true } };
        content.Headers.ContentType = new("text/csv");
        using var answer = await program.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private static async Task PageAsync(HttpClient program, Guid import, int most)
    {
        var paging = new Latencies();
        var rows = 0;
        string? after = null;
        var pages = 0;
        do
        {
            var address = $"/api/v1/imports/{import}/rejected?size={RowsOfPage}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
            var page = await paging.MeasureAsync($"{RowsOfPage:N0} rows", () => program.GetFromJsonAsync<JsonElement>(address));
            if (page.ValueKind != JsonValueKind.Object)
                break;
            rows += page.GetProperty("items").GetArrayLength();
            after = page.GetProperty("next").GetString();
        }
        while (after is not null && ++pages < most);
        foreach (var line in paging.Lines())
            Print(line);
        Print($"  {rows:N0} rows were listed");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
