using System.Globalization;
using SysCsv.Imports;

namespace Samples;

/// <summary>The line that scripts read.</summary>
internal static class Account
{
    public static string Line(ImportCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"rows={counts.Total} inserted={counts.Inserted} updated={counts.Updated} duplicate={counts.Duplicate} rejected={counts.Rejected} failed={counts.Failed}");
}
