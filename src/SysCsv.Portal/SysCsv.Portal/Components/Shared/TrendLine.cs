namespace SysCsv.Portal.Components.Shared;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Key">Its colour's name in the style sheet.</param>
/// <param name="Points">Its values, oldest first.</param>
public sealed record TrendLine(string Name, string Key, IReadOnlyList<TrendPoint> Points);

/// <summary>A value at a moment.</summary>
public readonly record struct TrendPoint(DateTimeOffset At, double Value);
