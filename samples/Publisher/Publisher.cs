using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SysCsv;
using SysCsv.Publishing;

namespace Samples;

internal sealed class Publisher(IImportPublisher publisher, PublishRequest request, bool remembers)
{
    public static async Task<int> RunAsync(string[] settings, string[] files, PublishRequest request, CancellationToken cancellationToken)
    {
        var builder = Settings.CreateHost(settings);
        builder.Services.AddSysCsvPublisher().UseConfiguredTransport(builder.Configuration);
        using var host = builder.BuildChecked();
        await host.StartAsync(cancellationToken);

        var remembers = host.Services.GetRequiredService<IOptions<PublisherOptions>>().Value.CheckpointFolder is not null;
        var program = new Publisher(host.Services.GetRequiredService<IImportPublisher>(), request, remembers);
        return await program.PublishAllAsync(files, cancellationToken);
    }

    /// <summary>What is wrong with one file keeps no other from being published; the exit code tells the worst.</summary>
    private async Task<int> PublishAllAsync(string[] files, CancellationToken cancellationToken)
    {
        var worst = ExitCode.Success;
        foreach (var file in files)
        {
            try
            {
                worst = Math.Max(worst, Print(file, await PublishAsync(file, cancellationToken)));
            }
            catch (FileFailedException failed) when (!failed.ConcernsEveryFile)
            {
                Console.Error.WriteLine(failed.Message);
                worst = Math.Max(worst, failed.Code);
            }
        }

        return worst;
    }

    private async Task<PublishReport> PublishAsync(string file, CancellationToken cancellationToken)
    {
        var progress = new LastProgress();
        try
        {
            var published = file == SourceFiles.StandardInput
                ? publisher.PublishAsync(Console.OpenStandardInput(), request, progress, cancellationToken)
                : publisher.PublishFileAsync(file, request, progress, cancellationToken);
            await ProgressDisplay.ShowAsync(SourceFiles.NameOf(file), published, () => Task.FromResult(progress.Look()));
            return await published;
        }
        catch (Exception exception) when (ExitCode.Of(exception) is not null)
        {
            throw FileFailedException.Of(file, exception, progress.Last, remembers);
        }
    }

    private static int Print(string file, PublishReport report)
    {
        Console.WriteLine($"{SourceFiles.NameOf(file)}: {LayoutLine.Of(report.Layout)}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"published={file} import={report.Import} rows={report.Records} malformed={report.Malformed} resumed={report.ResumedAfter} seconds={report.Elapsed.TotalSeconds:F2}"));
        return Damage.Tell(file, report);
    }

    private sealed class LastProgress : IProgress<PublishProgress>
    {
        private volatile PublishProgress? _last;

        public PublishProgress? Last => _last;

        public void Report(PublishProgress value) => _last = value;

        public (double Share, string Text) Look() => _last is not { } last
            ? (0, "")
            : (last.BytesTotal is > 0 and var total ? (double)last.BytesRead / total : 0,
                last.WaitingFor ?? string.Create(CultureInfo.InvariantCulture, $"{last.RowsConfirmed:N0} rows"));
    }
}
