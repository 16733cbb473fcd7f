using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;

namespace Samples;

internal static class Quickstart
{
    public static async Task<int> RunAsync(string[] args, string file, string data, DuplicatePolicy policy, CancellationToken cancellationToken)
    {
        var builder = Settings.CreateHost(args);
        Directory.CreateDirectory(data);
        builder.Configuration[SysCsvConfiguredProvidersExtensions.DataFolderKey] = data;
        builder.Configuration["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(data, "checkpoints");
        builder.Services.AddSysCsvPublisher().UseConfiguredTransport(builder.Configuration);
        builder.Services.AddSysCsvConsumer().UseConfiguredTransport(builder.Configuration).UseConfiguredStore(builder.Configuration);

        using var host = builder.Build();
        await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(cancellationToken);
        await host.StartAsync(cancellationToken);
        try
        {
            var import = await ImportAsync(host.Services, file, policy, cancellationToken);
            Print(import, await host.Services.GetRequiredService<IImportReader>().CountContactsAsync(cancellationToken), data);
            return ExitCode.Success;
        }
        finally
        {
            // Also for a file that is refused: the consumer finishes what it has in hand.
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Import> ImportAsync(IServiceProvider services, string file, DuplicatePolicy policy, CancellationToken cancellationToken)
    {
        var publisher = services.GetRequiredService<IImportPublisher>();
        var reader = services.GetRequiredService<IImportReader>();
        var watch = new ImportWatch(reader);
        var done = PublishAndWaitAsync();
        await ProgressDisplay.ShowAsync(Path.GetFileName(file), done, () => watch.LookAsync(cancellationToken));
        return await done;

        async Task<Import> PublishAndWaitAsync()
        {
            await publisher.PublishFileAsync(file, new() { Policy = policy }, watch, cancellationToken);
            return await watch.CompletedAsync(cancellationToken);
        }
    }

    private static void Print(Import import, long contacts, string data)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {import.FileName}: {import.Records:N0} records
              {import.Counts.Inserted,10:N0} new contacts
              {import.Counts.Updated,10:N0} updated
              {import.Counts.Duplicate,10:N0} duplicates
              {import.Counts.Rejected,10:N0} rejected
              {import.Counts.Failed,10:N0} failed
            {contacts:N0} contacts in {Path.Combine(data, "contacts.db")}
            """));
        Console.WriteLine(Account.Line(import.Counts));
    }
}
