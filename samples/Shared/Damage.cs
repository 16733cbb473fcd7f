using System.Globalization;
using SysCsv.Publishing;

namespace Samples;

/// <summary>Tells of a file that ended before its end.</summary>
internal static class Damage
{
    /// <returns>The exit code.</returns>
    public static int Tell(string file, PublishReport report)
    {
        if (report.Damage is null)
            return ExitCode.Success;

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{SourceFiles.NameOf(file)}: {report.Damage} {report.Records - 1:N0} rows were already sent; import {report.Import} is incomplete: it ends with a rejected row that says so. Publish the whole file again, and rows that came before are counted as duplicates."));
        return ExitCode.Incomplete;
    }
}
