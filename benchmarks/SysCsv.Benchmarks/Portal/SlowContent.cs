using System.Net;

namespace SysCsv.Benchmarks.Portal;

/// <summary>A file of which a byte comes each second, and never the last.</summary>
internal sealed class SlowContent(CancellationToken gone) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, gone);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 1_000_000;
        return true;
    }
}
