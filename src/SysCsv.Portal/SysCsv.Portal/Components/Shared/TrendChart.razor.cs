using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components.Shared;

/// <summary>Values over time, as lines. A gap in the data is a gap in the line.</summary>
public partial class TrendChart
{
    private const int Width = 600;
    private const int Height = 120;

    private IReadOnlyList<TrendLine>? _drawn;

    [Inject]
    private ViewerZone Viewer { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<TrendLine> Lines { get; set; } = [];

    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset To { get; set; }

    private double Top { get; set; } = 1;

    private TimeSpan Gap { get; set; }

    private string Summary => $"{Title}: " + string.Join("; ", Lines.Select(line =>
        line.Points.Count == 0 ? $"{line.Name} not known" : $"{line.Name} now {Now(line)}, highest {Format.Number((long)line.Points.Max(point => point.Value))}"));

    protected override void OnParametersSet()
    {
        Top = RoundUp(Lines.SelectMany(line => line.Points).Select(point => point.Value).DefaultIfEmpty(0).Max());
        Gap = TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(45).Ticks, (To - From).Ticks / 40));
    }

    // The page around it changes every second, its lines seldom.
    protected override bool ShouldRender() => !ReferenceEquals(Lines, _drawn);

    protected override void OnAfterRender(bool firstRender) => _drawn = Lines;

    private static string Now(TrendLine line) => line.Points.Count == 0 ? "–" : Format.Rate(line.Points[^1].Value);

    private string Clock(DateTimeOffset at) =>
        Viewer.Local(at).ToString(To - From > TimeSpan.FromHours(30) ? "d MMM, HH:mm" : "HH:mm", CultureInfo.InvariantCulture);

    private IEnumerable<List<TrendPoint>> Runs(TrendLine line)
    {
        List<TrendPoint> run = [];
        foreach (var point in line.Points.Where(point => point.At >= From))
        {
            if (run.Count > 0 && point.At - run[^1].At > Gap)
            {
                yield return run;
                run = [];
            }

            run.Add(point);
        }

        if (run.Count > 0)
            yield return run;
    }

    private string Stroke(List<TrendPoint> run) => string.Join(' ', run.Select(point => $"{N(X(point.At))},{N(Y(point.Value))}"));

    private string Area(List<TrendPoint> run) =>
        $"{N(X(run[0].At))},{Height} {Stroke(run)} {N(X(run[^1].At))},{Height}";

    private double X(DateTimeOffset at) => Width * Math.Clamp((at - From) / (To - From), 0, 1);

    private double Y(double value) => (Height - 1) * (1 - value / Top) + 0.5;

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // To a round number, so that the axis reads well and seldom changes.
    private static double RoundUp(double value)
    {
        if (value <= 1)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch { <= 1 => 1, <= 2 => 2, <= 3 => 3, <= 4 => 4, <= 6 => 6, <= 8 => 8, _ => 10 } * power;
    }
}
