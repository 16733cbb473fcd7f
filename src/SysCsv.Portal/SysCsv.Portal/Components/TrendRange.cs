namespace SysCsv.Portal.Components;

/// <summary>How far back a chart looks.</summary>
public sealed record TrendRange(string Key, string Words, TimeSpan Length)
{
    /// <summary>The ranges to choose from, the usual one first.</summary>
    public static IReadOnlyList<TrendRange> All { get; } =
    [
        new("15m", "15 minutes", TimeSpan.FromMinutes(15)),
        new("1h", "hour", TimeSpan.FromHours(1)),
        new("6h", "6 hours", TimeSpan.FromHours(6)),
        new("24h", "24 hours", TimeSpan.FromHours(24)),
    ];

    /// <summary>The range of an address; the usual one where it names none.</summary>
    public static TrendRange Parse(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[0];
}
