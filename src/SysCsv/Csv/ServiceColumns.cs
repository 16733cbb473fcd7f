namespace SysCsv.Csv;

/// <summary>The columns that a file of rejected rows has besides those of its file: they tell its reader what to correct, and are no data.</summary>
internal static class ServiceColumns
{
    public const string Line = "syscsv_line";

    public const string Reason = "syscsv_reason";

    /// <summary>Whether a label is one of them; a corrected file that was rejected again has them twice.</summary>
    public static bool Contains(string label) => Is(label, Line) || Is(label, Reason);

    private static bool Is(string label, string service) =>
        label.StartsWith(service, StringComparison.OrdinalIgnoreCase)
        && (label.Length == service.Length || label.AsSpan(service.Length).StartsWith(" ("));
}
