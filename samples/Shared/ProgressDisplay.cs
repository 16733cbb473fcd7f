using System.Globalization;
using Spectre.Console;

namespace Samples;

/// <summary>A progress bar on a terminal, a plain line now and then elsewhere; on standard error, since standard output belongs to the account.</summary>
internal sealed class ProgressDisplay(string title, Func<Task<(double Share, string Text)>> look)
{
    private const double AlmostDone = 0.99;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private double _share;

    /// <summary>Shows <paramref name="look"/> until <paramref name="work"/> ends.</summary>
    /// <param name="title">What is going on.</param>
    /// <param name="work">What is waited for; its failure is the caller's.</param>
    /// <param name="look">The share that is done, from 0 to 1, with a text beside it.</param>
    public static Task ShowAsync(string title, Task work, Func<Task<(double Share, string Text)>> look)
    {
        var display = new ProgressDisplay(title, look);
        return Console.IsErrorRedirected ? display.ShowLinesAsync(work) : display.ShowBarAsync(work);
    }

    private Task ShowBarAsync(Task work) =>
        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                await PollAsync(work, (share, text) =>
                {
                    bar.Value = share;
                    bar.Description = Markup.Escape($"{title} {text}");
                });
            });

    private Task ShowLinesAsync(Task work)
    {
        var shown = 0;
        return PollAsync(work, (share, text) =>
        {
            var tenth = (int)(share * 10);
            if (tenth == shown)
                return;
            shown = tenth;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title} {share:P0} {text}"));
        });
    }

    private async Task PollAsync(Task work, Action<double, string> show)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
        {
            var (share, text) = await look();

            // An estimate can turn out too high, and is never the end: a bar does not go back, and is full when the work is done.
            _share = Math.Max(_share, Math.Min(share, AlmostDone));
            show(_share, text);
        }

        if (work.IsCompletedSuccessfully)
            show(1, (await look()).Text);
    }
}
