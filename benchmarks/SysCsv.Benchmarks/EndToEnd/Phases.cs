using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;
using SysCsv.Transports;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>The phases that use SysCsv as an application would.</summary>
internal static class Phases
{
    public static Task RunAsync(string phase, Setup setup) => phase switch
    {
        "bare-send" => BareRabbitMq.SendAsync(setup),
        "bare-receive" => BareRabbitMq.ReceiveAsync(setup),
        "bare-upsert" => BareUpsert.RunAsync(setup),
        "bare-consume" => BareConsume.RunAsync(setup),
        "publish" => PublishAsync(setup),
        "consume" => ConsumeAsync(setup),
        "both" => BothAsync(setup),
        "clean-up" => CleanUpAsync(setup),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "There is no such phase."),
    };

    public static async Task CreateSchemaAsync(Setup setup)
    {
        using var host = Build(setup, consume: true);
        await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(CancellationToken.None);
    }

    private static async Task PublishAsync(Setup setup)
    {
        using var host = Build(setup, consume: false);
        await Measurement.PrintAsync(setup.Rows, () => PublishAsync(host, setup));
    }

    private static async Task ConsumeAsync(Setup setup)
    {
        await Databases.CreateAsync(setup);
        await CreateSchemaAsync(setup);
        using var host = Build(setup, consume: true);
        var warm = Task.CompletedTask;
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            await host.StartAsync();
            warm = PrintWarmAsync(host, setup);
            await CompletedAsync(host);
        });
        await warm;
        await host.StopAsync();
    }

    // A consumer runs for days: what its compiler does in the first seconds is in the whole, and not in this.
    private static async Task PrintWarmAsync(IHost host, Setup setup)
    {
        var begin = setup.Rows / 5;
        var from = await ReachedAsync(host, begin);
        var watch = Stopwatch.StartNew();
        var to = await ReachedAsync(host, setup.Rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Measurement.WarmMark} {(to - from) / watch.Elapsed.TotalSeconds}"));
    }

    private static async Task<long> ReachedAsync(IHost host, long rows)
    {
        var reader = host.Services.GetRequiredService<IImportReader>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync())
            if ((await reader.ListImportsAsync(size: 1)).Items is [{ Counts.Total: var total }] && total >= rows)
                return total;
        return 0;
    }

    private static async Task BothAsync(Setup setup)
    {
        await Databases.CreateAsync(setup);
        await CreateSchemaAsync(setup);
        using var host = Build(setup, consume: true);
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            await host.StartAsync();
            await PublishAsync(host, setup);
            await CompletedAsync(host);
        });
        await host.StopAsync();
    }

    private static Task<PublishReport> PublishAsync(IHost host, Setup setup) =>
        host.Services.GetRequiredService<IImportPublisher>().PublishFileAsync(setup.File);

    private static async Task CompletedAsync(IHost host)
    {
        var reader = host.Services.GetRequiredService<IImportReader>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync())
            if ((await reader.ListImportsAsync(size: 1)).Items is [{ State: ImportState.Completed }])
                return;
    }

    public static async Task CleanUpAsync(Setup setup)
    {
        if (setup.Transport == "RabbitMq")
            await BareRabbitMq.DeleteQueuesAsync(setup);
        await Databases.DropAsync(setup);
    }

    public static IHost Build(Setup setup, bool consume)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SysCsv:Transport"] = setup.Transport,
            ["SysCsv:Store"] = setup.Store,
            ["SysCsv:DataFolder"] = setup.Folder,
            ["SysCsv:RabbitMq:Uri"] = setup.Transport == "RabbitMq" ? Setup.RabbitMq : null,
            ["SysCsv:RabbitMq:Queue"] = setup.Name,
            ["SysCsv:Postgres:ConnectionString"] = setup.Store == "Postgres" ? setup.Postgres : null,
        });
        builder.Services.AddSysCsvPublisher(options => options.RowsPerMessage = setup.RowsPerMessage).UseConfiguredTransport(builder.Configuration);
        if (consume)
        {
            builder.Services
                .AddSysCsvConsumer(options =>
                {
                    options.Concurrency = setup.Concurrency;
                    options.BatchSize = Math.Max(1, setup.Batch / setup.RowsPerMessage);
                })
                .UseConfiguredTransport(builder.Configuration)
                .UseConfiguredStore(builder.Configuration);
        }

        return builder.Build();
    }
}
