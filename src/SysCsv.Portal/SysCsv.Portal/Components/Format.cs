using System.Globalization;

namespace SysCsv.Portal.Components;

/// <summary>Writes numbers, sizes and times for people.</summary>
internal static class Format
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(long? value) => value is { } known ? Number(known) : "–";

    /// <summary>A number that fits on an axis, such as 1.2k.</summary>
    public static string Short(double value) => value switch
    {
        >= 1e9 => Trim(value / 1e9) + "bn",
        >= 1e6 => Trim(value / 1e6) + "m",
        >= 1e3 => Trim(value / 1e3) + "k",
        _ => Trim(value),
    };

    public static string Rate(double? perSecond) => perSecond switch
    {
        null => "–",
        > 0 and < 10 => perSecond.Value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => Number((long)Math.Round(perSecond.Value)),
    };

    public static string Percent(double share) => Math.Floor(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Size(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return (unit == 0 ? Number(bytes) : value.ToString("0.#", CultureInfo.InvariantCulture)) + " " + Units[unit];
    }

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "less than a second",
        { TotalSeconds: < 90 } => Count((long)Math.Round(time.TotalSeconds), "second"),
        { TotalMinutes: < 90 } => Count((long)Math.Round(time.TotalMinutes), "minute"),
        { TotalHours: < 36 } => Count((long)Math.Round(time.TotalHours), "hour"),
        _ => Count((long)Math.Round(time.TotalDays), "day"),
    };

    /// <summary>A duration where room is short, such as "3 min".</summary>
    public static string Short(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "< 1 s",
        { TotalSeconds: < 90 } => $"{Number((long)time.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{Number((long)time.TotalMinutes)} min",
        { TotalHours: < 36 } => $"{Number((long)time.TotalHours)} h",
        _ => Count((long)time.TotalDays, "day"),
    };

    /// <summary>A count with its noun, such as "1 row" or "2 rows".</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Number(number)} {noun}s";

    private static string Trim(double value) => value.ToString(value < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
