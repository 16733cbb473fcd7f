using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv.Benchmarks.EndToEnd;
using SysCsv.Persistence;

namespace SysCsv.Benchmarks.Contacts;

/// <summary>Searches, sorts and pages through millions of contacts as the portal does, and prints how long a page takes.</summary>
internal static class ContactBench
{
    private const int Repetitions = 40;

    public static async Task RunAsync(Setup setup)
    {
        using var host = Phases.Build(setup, consume: true);
        var reader = host.Services.GetRequiredService<IContactReader>();
        if (!setup.Filled)
            await FillAsync(setup, host);
        var contacts = await reader.CountContactsAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contacts:N0} contacts in {setup.Store}; milliseconds of one page of 50"));
        Console.WriteLine($"{"list",-44} {"p50",8} {"p95",8} {"max",8}");

        var random = new Random(1);
        foreach (var order in Enum.GetValues<ContactOrder>())
            foreach (var descending in new[] { false, true })
            {
                await MeasureAsync(reader, $"all by {order}{(descending ? ", descending" : "")}", _ => new() { Order = order, Descending = descending });
                await MeasureAsync(reader, $"one person by {order}{(descending ? ", descending" : "")}", _ => new() { Search = ContactFiller.Email(random.Next(setup.Rows)), Order = order, Descending = descending });
                await MeasureAsync(reader, $"a given and part of a name by {order}{(descending ? ", descending" : "")}", i => new() { Search = $"{ContactFiller.Given(i)} F{i % 10}", Order = order, Descending = descending });
                await MeasureAsync(reader, $"a given name by {order}{(descending ? ", descending" : "")}", i => new() { Search = ContactFiller.Given(i), Order = order, Descending = descending });
                await MeasureAsync(reader, $"one letter by {order}{(descending ? ", descending" : "")}", i => new() { Search = ((char)('a' + (i % 26))).ToString(), Order = order, Descending = descending });
            }

        foreach (var (what, text) in new[] { ("nothing", "nowhere"), ("one in 5,000", " F4321"), ("all", "somewhere") })
            await MeasureAsync($"a step anywhere that finds {what}", async (_, after) => (await reader.ScanContactsAsync(new() { Text = text, After = after })).Next);

        if (!setup.Filled)
            await Phases.CleanUpAsync(setup);
    }

    private static async Task FillAsync(Setup setup, IHost host)
    {
        await Databases.CreateAsync(setup);
        await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(CancellationToken.None);
        await ContactFiller.FillAsync(setup);
    }

    private static Task MeasureAsync(IContactReader reader, string list, Func<int, ContactQuery> queryOf) =>
        MeasureAsync(list, async (i, after) => (await reader.SearchContactsAsync(queryOf(i) with { After = after })).Next);

    // The first page and the three behind it.
    private static async Task MeasureAsync(string list, Func<int, string?, Task<string?>> read)
    {
        var times = new List<double>(Repetitions * 4);
        for (var i = 0; i < Repetitions; i++)
        {
            string? after = null;
            for (var page = 0; page < 4; page++)
            {
                var watch = Stopwatch.StartNew();
                after = await read(i, after);
                times.Add(watch.Elapsed.TotalMilliseconds);
                if (after is null)
                    break;
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list,-44} {At(times, 0.5),8:F1} {At(times, 0.95),8:F1} {times[^1],8:F1}"));
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
