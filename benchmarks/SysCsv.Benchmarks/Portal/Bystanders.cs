namespace SysCsv.Benchmarks.Portal;

/// <summary>Those who use the portal while the crowd is there: they ask for liveness, the overview and the API twice a second.</summary>
internal sealed class Bystanders(HttpClient browser, HttpClient program)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks for as long as the work takes.</summary>
    public async Task<Latencies> DuringAsync(Func<Task> work)
    {
        var latencies = new Latencies();
        using var done = new CancellationTokenSource();
        var asking = Task.WhenAll(
            AskAsync(latencies, "liveness", browser, "/healthz/live", done.Token),
            AskAsync(latencies, "overview", browser, "/", done.Token),
            AskAsync(latencies, "API", program, "/api/v1/queue", done.Token));
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await asking;
        }

        return latencies;
    }

    private static async Task AskAsync(Latencies latencies, string what, HttpClient client, string path, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            await latencies.MeasureAsync(what, async () => await client.GetStringAsync(path, CancellationToken.None));
        }
        while (!done.IsCancellationRequested && await NextAsync(timer, done));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken done)
    {
        try
        {
            return await timer.WaitForNextTickAsync(done);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
