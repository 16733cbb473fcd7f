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
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args, bool exitWhenIdle, CancellationToken cancellationToken)
    {
        var builder = Settings.CreateHost(args);
        builder.Services
            .AddSysCsvConsumer(options => options.StopHostAfterIdle = exitWhenIdle ? Idle : options.StopHostAfterIdle)
            .UseConfiguredTransport(builder.Configuration)
            .UseConfiguredStore(builder.Configuration);

        using var host = builder.Build();
        if (exitWhenIdle)
            await CheckServersAsync(host.Services, cancellationToken);

        // Not RunAsync, which disposes the host that the account is read through.
        await host.StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
        if (exitWhenIdle)
            await PrintAsync(host.Services);
        return ExitCode.Success;
    }

    // A service waits for its servers as long as it takes; a job says at once that they are not there.
    private static async Task CheckServersAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ITransport>().EnsureQueueAsync(cancellationToken);
        await services.GetRequiredService<IContactStore>().EnsureSchemaAsync(cancellationToken);
    }

    private static async Task PrintAsync(IServiceProvider services)
    {
        var reader = services.GetRequiredService<IImportReader>();
        var newest = await reader.ListImportsAsync(size: 10);
        foreach (var import in newest.Items.Reverse())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import={import.Id} state={import.State} {Account.Line(import.Counts)}"));
        var contacts = await reader.CountContactsAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"contacts={contacts}"));
    }
}
