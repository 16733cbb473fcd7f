using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace Samples;

internal static class Consumer
{
    private const int Newest = 10;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    /// <summary>Consumes until somebody stops it.</summary>
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        using var host = Build(settings, stopAfterIdle: null);
        await RunAsync(host, cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>Consumes until the queue is empty, and prints the account of the newest imports.</summary>
    public static async Task<int> RunUntilIdleAsync(string[] settings, string? rejected, CancellationToken cancellationToken)
    {
        using var host = Build(settings, Idle);

        // A service waits for its servers as long as it takes; a job says at once that they are not there.
        await host.Services.GetRequiredService<ITransport>().EnsureQueueAsync(cancellationToken);
        await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(cancellationToken);
        await RunAsync(host, cancellationToken);

        var reader = host.Services.GetRequiredService<IImportReader>();
        var imports = (await reader.ListImportsAsync(size: Newest, cancellationToken: CancellationToken.None)).Items;
        Print(imports.Reverse(), await host.Services.GetRequiredService<IContactReader>().CountContactsAsync(CancellationToken.None));
        if (rejected is not null)
            await RejectedRows.WriteAsync(rejected, reader, imports.Reverse().Select(import => import.Id), CancellationToken.None);
        return ExitCode.Success;
    }

    private static IHost Build(string[] settings, TimeSpan? stopAfterIdle)
    {
        var builder = Settings.CreateHost(settings);
        builder.Services
            .AddSysCsvConsumer(options => options.StopHostAfterIdle = stopAfterIdle ?? options.StopHostAfterIdle)
            .UseConfiguredTransport(builder.Configuration)
            .UseConfiguredStore(builder.Configuration);
        return builder.BuildChecked();
    }

    // Not the host's own RunAsync, which disposes the host that the account is read through.
    private static async Task RunAsync(IHost host, CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
    }

    private static void Print(IEnumerable<Import> imports, long contacts)
    {
        foreach (var import in imports)
        {
            Console.WriteLine($"import={import.Id} state={import.State} {Account.Line(import.Counts)}");
            if (import.State == ImportState.Running)
                Console.Error.WriteLine($"Import {import.Id} is not complete: its publisher still works, or was interrupted. Publish its file again to go on, if it kept a checkpoint.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"contacts={contacts}"));
    }
}
