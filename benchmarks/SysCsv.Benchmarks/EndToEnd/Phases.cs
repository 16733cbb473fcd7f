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
        using var applied = new AppliedRows();
        var warm = Task.CompletedTask;
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            await host.StartAsync();
            warm = PrintWarmAsync(applied, setup);
            await applied.ReachAsync(setup.Rows);
        });
        await warm;
        await EndAsync(host);
    }

    // A consumer runs for days: what its compiler does in the first seconds is in the whole, and not in this.
    private static async Task PrintWarmAsync(AppliedRows applied, Setup setup)
    {
        var from = await applied.ReachAsync(setup.Rows / 5);
        var watch = Stopwatch.StartNew();
        var to = await applied.ReachAsync(setup.Rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Measurement.WarmMark} {(to - from) / watch.Elapsed.TotalSeconds}"));
    }

    private static async Task BothAsync(Setup setup)
    {
        await Databases.CreateAsync(setup);
        await CreateSchemaAsync(setup);
        using var host = Build(setup, consume: true);
        using var applied = new AppliedRows();
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            await host.StartAsync();
            await PublishAsync(host, setup);
            await applied.ReachAsync(setup.Rows);
        });
        await EndAsync(host);
    }

    // A figure of rows that are not all in the database would be worth nothing.
    private static async Task EndAsync(IHost host)
    {
        var reader = host.Services.GetRequiredService<IImportReader>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await reader.ListImportsAsync(size: 1)).Items is not [{ State: ImportState.Completed }])
            await timer.WaitForNextTickAsync();
        await host.StopAsync();
    }

    private static Task<PublishReport> PublishAsync(IHost host, Setup setup) =>
        host.Services.GetRequiredService<IImportPublisher>().PublishFileAsync(setup.File);

    public static async Task CleanUpAsync(Setup setup)
    {
        if (setup.Transport == "RabbitMq")
            await BareRabbitMq.DeleteQueuesAsync(setup);
        await Databases.DropAsync(setup);
    }

    public static IHost Build(Setup setup, bool consume)
    {
        // Not the folder it is started in: that would be watched for a changed appsettings.json, with all that is written below.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
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
                    options.BatchSize = BareRabbitMq.MessagesPerBatch(setup);
                })
                .UseConfiguredTransport(builder.Configuration)
                .UseConfiguredStore(builder.Configuration);
        }

        return builder.Build();
    }
}
