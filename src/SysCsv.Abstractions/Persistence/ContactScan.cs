namespace SysCsv.Persistence;

/// <summary>Text to look for anywhere in contacts, newest first, in steps that cost the same however many contacts there are.</summary>
public sealed record ContactScan
{
    /// <summary>The most contacts that one step looks at.</summary>
    public const int MaxExamined = 10_000;

    /// <summary>
    /// Text that the e-mail, the name or the value of an attribute holds, ignoring case; wildcards have no meaning in it. Not empty.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The label of the only attribute to look into, ignoring case; null for all, the e-mail and the name.</summary>
    public string? Column { get; init; }

    /// <summary>Where to go on: <c>ScanStep.Next</c> of the step before, for the same text and column. Null begins.</summary>
    public string? After { get; init; }

    /// <summary>How many to find at most, 1 to 1,000: with them the step ends.</summary>
    public int Size { get; init; } = 50;

    /// <summary>How many contacts to look at most, 1 to <see cref="MaxExamined"/>. Fewer where they hold much.</summary>
    public int Examine { get; init; } = MaxExamined;

    /// <summary>A fixed text: no personal data gets into a log by accident.</summary>
    public override string ToString() => "(contact scan)";
}
