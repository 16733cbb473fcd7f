using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv;
using SysCsv.Publishing;

namespace Samples;

internal static class Publisher
{
    public static async Task<int> RunAsync(string[] args, string[] files, PublishRequest request, CancellationToken cancellationToken)
    {
        var builder = Settings.CreateHost(args);
        builder.Services.AddSysCsvPublisher().UseConfiguredTransport(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);

        var publisher = host.Services.GetRequiredService<IImportPublisher>();
        foreach (var file in files)
            Print(file, await PublishAsync(publisher, file, request, cancellationToken));
        return ExitCode.Success;
    }

    private static async Task<PublishReport> PublishAsync(IImportPublisher publisher, string file, PublishRequest request, CancellationToken cancellationToken)
    {
        var progress = new LastProgress();
        var published = file == "-"
            ? publisher.PublishAsync(Console.OpenStandardInput(), request, progress, cancellationToken)
            : publisher.PublishFileAsync(file, request, progress, cancellationToken);
        await ProgressDisplay.ShowAsync(file == "-" ? "standard input" : Path.GetFileName(file), published, () => Task.FromResult(progress.Look()));
        return await published;
    }

    private static void Print(string file, PublishReport report) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"published={file} import={report.Import} rows={report.Records} malformed={report.Malformed} resumed={report.ResumedAfter} seconds={report.Elapsed.TotalSeconds:F2}"));

    private sealed class LastProgress : IProgress<PublishProgress>
    {
        private volatile PublishProgress? _last;

        public void Report(PublishProgress value) => _last = value;

        public (double Share, string Text) Look() => _last is not { } last
            ? (0, "")
            : (last.BytesTotal is > 0 and var total ? Math.Min(1, (double)last.BytesRead / total) : 0,
                last.WaitingFor ?? string.Create(CultureInfo.InvariantCulture, $"{last.RowsConfirmed:N0} rows"));
    }
}
