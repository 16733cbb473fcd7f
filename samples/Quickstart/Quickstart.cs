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
    public static async Task<int> RunAsync(
        string[] settings, string file, string data, PublishRequest request, string? rejected, CancellationToken cancellationToken)
    {
        var builder = Settings.CreateHost(settings);
        builder.Configuration[SysCsvConfiguredProvidersExtensions.DataFolderKey] = data;
        builder.Configuration["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(data, "checkpoints");
        builder.Services.AddSysCsvPublisher().UseConfiguredTransport(builder.Configuration);
        builder.Services.AddSysCsvConsumer().UseConfiguredTransport(builder.Configuration).UseConfiguredStore(builder.Configuration);

        using var host = builder.BuildChecked();
        await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(cancellationToken);
        await host.StartAsync(cancellationToken);
        try
        {
            var reader = host.Services.GetRequiredService<IImportReader>();
            var (report, import) = await ImportAsync(host.Services.GetRequiredService<IImportPublisher>(), reader, file, request, cancellationToken);
            Print(file, report, import, await host.Services.GetRequiredService<IContactReader>().CountContactsAsync(cancellationToken), data);
            if (rejected is not null)
                await RejectedRows.WriteAsync(rejected, reader, [import.Id], cancellationToken);
            return Damage.Tell(file, report);
        }
        finally
        {
            // Also for a file that is refused: the consumer finishes what it has in hand.
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<(PublishReport Report, Import Import)> ImportAsync(
        IImportPublisher publisher, IImportReader reader, string file, PublishRequest request, CancellationToken cancellationToken)
    {
        var watch = new ImportWatch(reader);
        var done = PublishAndWaitAsync();
        await ProgressDisplay.ShowAsync(SourceFiles.NameOf(file), done, () => watch.LookAsync(cancellationToken));
        return await done;

        async Task<(PublishReport, Import)> PublishAndWaitAsync()
        {
            var report = await PublishAsync();
            return (report, await watch.CompletedAsync(report.Import, cancellationToken));
        }

        async Task<PublishReport> PublishAsync()
        {
            try
            {
                return file == SourceFiles.StandardInput
                    ? await publisher.PublishAsync(Console.OpenStandardInput(), request, watch, cancellationToken)
                    : await publisher.PublishFileAsync(file, request, watch, cancellationToken);
            }
            catch (Exception exception) when (ExitCode.Of(exception) is not null)
            {
                throw FileFailedException.Of(file, exception, watch.Published, remembers: true);
            }
        }
    }

    private static void Print(string file, PublishReport report, Import import, long contacts, string data)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {SourceFiles.NameOf(file)}: {import.Records:N0} records
              {LayoutLine.Of(report.Layout)}
              {import.Counts.Inserted,10:N0} new contacts
              {import.Counts.Updated,10:N0} updated
              {import.Counts.Duplicate,10:N0} duplicates
              {import.Counts.Rejected,10:N0} rejected{(import.Counts.Rejected > 0 ? " (--rejected FILE lists them)" : "")}
              {import.Counts.Failed,10:N0} failed
            {contacts:N0} contacts in {Path.Combine(data, "contacts.db")}
            """));
        Console.WriteLine(Account.Line(import.Counts));
    }
}
