using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Components;

/// <summary>How far an import is, from what is accounted for.</summary>
internal static class ImportProgress
{
    /// <summary>The rows that the file has; while it is still being read, estimated from the part that was.</summary>
    public static long? Expected(PortalImport import) => import switch
    {
        { Records: { } records } => records,
        { Sent: > 0, BytesSent: > 0, BytesTotal: { } total } => (long)((double)import.Sent.Value * total / import.BytesSent.Value),
        _ => null,
    };

    /// <summary>The share of the rows that is accounted for; null where it can't be told. Never all before all is.</summary>
    public static double? Share(PortalImport import)
    {
        if (import.State == PortalImportState.Completed)
            return 1;
        return Expected(import) is { } expected and > 0 ? Math.Min(0.99, (double)import.Counts.Total / expected) : null;
    }
}
