using System.Globalization;
using Spectre.Console;

namespace Samples;

/// <summary>A progress bar on a terminal, a plain line now and then elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Shows <paramref name="look"/> until <paramref name="work"/> ends.</summary>
    /// <param name="title">What is going on.</param>
    /// <param name="work">What is waited for; its failure is the caller's.</param>
    /// <param name="look">The share that is done, from 0 to 1, with a text beside it.</param>
    public static Task ShowAsync(string title, Task work, Func<Task<(double Share, string Text)>> look) =>
        Console.IsOutputRedirected ? ShowLinesAsync(title, work, look) : ShowBarAsync(title, work, look);

    private static Task ShowBarAsync(string title, Task work, Func<Task<(double Share, string Text)>> look) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: 1);
                await PollAsync(work, async () =>
                {
                    var (share, text) = await look();
                    bar.Value = share;
                    bar.Description = Markup.Escape($"{title} {text}");
                });
            });

    private static Task ShowLinesAsync(string title, Task work, Func<Task<(double Share, string Text)>> look)
    {
        var shown = -1;
        return PollAsync(work, async () =>
        {
            var (share, text) = await look();
            var tenth = (int)(share * 10);
            if (tenth == shown)
                return;
            shown = tenth;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title} {share:P0} {text}"));
        });
    }

    private static async Task PollAsync(Task work, Func<Task> show)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
            await show();
        if (work.IsCompletedSuccessfully)
            await show();
    }
}
