using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using SysCsv.Benchmarks.EndToEnd;

namespace SysCsv.Benchmarks.Portal;

/// <summary>What open pages cost, how soon the first is there, and what memory a large upload takes.</summary>
internal static class PortalBench
{
    private const int Pages = 50;
    private const int WarmUps = 2;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string part, Setup setup)
    {
        Directory.CreateDirectory(setup.Folder);
        try
        {
            await using var visitors = await Visitors.StartAsync();
            using (var first = new PortalHostProcess(setup.Folder))
                await visitors.SetUpAsync(first);
            await (part switch
            {
                "start" => MeasureStartAsync(setup, visitors),
                "pages" => MeasurePagesAsync(setup, visitors),
                "upload" => MeasureUploadAsync(setup, visitors),
                "crowd" => new Crowd(setup, visitors).RunAsync(),
                _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
            });
        }
        finally
        {
            Directory.Delete(setup.Folder, recursive: true);
        }
    }

    private static async Task MeasureStartAsync(Setup setup, Visitors visitors)
    {
        for (var i = 0; i < 3; i++)
        {
            Print($"signed in: {await MeasureStartAsync(setup, visitors.EmptyTabAsync, Visitors.OpenAsync)}");
            Print($"a stranger, who is asked to sign in: {await MeasureStartAsync(setup, visitors.StrangersTabAsync, Visitors.OpenSignInAsync)}");
        }
    }

    private static async Task<string> MeasureStartAsync(Setup setup, Func<Task<IPage>> tab, Func<IPage, PortalHostProcess, Task> open)
    {
        using var host = new PortalHostProcess(setup.Folder);
        var (first, second) = (await tab(), await tab());
        var listening = await host.ListensAsync();
        var watch = Stopwatch.StartNew();
        await open(first, host);
        var shown = watch.Elapsed;
        await first.CloseAsync();
        watch.Restart();
        await open(second, host);
        var again = watch.Elapsed;
        await second.CloseAsync();
        return $"start to listening {listening.TotalSeconds:F2} s, listening to the first page {shown.TotalSeconds:F2} s; the second page {again.TotalSeconds:F2} s";
    }

    private static async Task MeasurePagesAsync(Setup setup, Visitors visitors)
    {
        GeneratedFile.Write(setup.File, setup.Rows);
        using var host = new PortalHostProcess(setup.Folder, "--SysCsv:Portal:PagesAtOnce=1000");
        await host.ListensAsync();
        var program = new ApiProgram(host.Url, await visitors.MakeKeyAsync(host));
        for (var i = 0; i < WarmUps; i++)
            await program.ImportAsync(setup.File);

        var importing = await ShareAsync(host, () => program.ImportAsync(setup.File));
        for (var i = 0; i < Pages; i++)
            await visitors.OpenAsync(host);

        // What the compiler still does after they were opened is not what they cost.
        await Task.Delay(Idle, TimeProvider.System);
        var watched = await ShareAsync(host, () => Task.Delay(Idle, TimeProvider.System));
        var both = await ShareAsync(host, () => program.ImportAsync(setup.File));
        foreach (var page in visitors.Context.Pages.ToArray())
            await page.CloseAsync();
        var idle = await ShareAsync(host, () => Task.Delay(Idle, TimeProvider.System));

        Print($"idle: {idle.Share:P1} of a core; with {Pages} pages open {watched.Share:P1}");
        Print($"import of {setup.Rows:N0} rows: {importing.Seconds:F2} s of a core in {importing.Wall:F1} s; with {Pages} pages open {both.Seconds:F2} s in {both.Wall:F1} s");
        Print($"the pages take {(both.Seconds - importing.Seconds) / both.Wall:P1} of a core beyond the import");
    }

    private static async Task MeasureUploadAsync(Setup setup, Visitors visitors)
    {
        foreach (var megabytes in new[] { 64, 1_000 })
        {
            using var host = new PortalHostProcess(setup.Folder);
            await host.ListensAsync();
            var program = new ApiProgram(host.Url, await visitors.MakeKeyAsync(host));
            var before = host.PeakMegabytes;
            var watch = Stopwatch.StartNew();
            await program.UploadAsync(megabytes * 1_000_000L);
            Print($"upload of {megabytes:N0} MB in {watch.Elapsed.TotalSeconds:F1} s: peak of the working set {before:F0} MB before, {host.PeakMegabytes:F0} MB after");
        }
    }

    private static async Task<(double Seconds, double Wall, double Share)> ShareAsync(PortalHostProcess host, Func<Task> work)
    {
        var processor = host.ProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var wall = watch.Elapsed.TotalSeconds;
        var seconds = (host.ProcessorTime - processor).TotalSeconds;
        return (seconds, wall, seconds / wall);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
