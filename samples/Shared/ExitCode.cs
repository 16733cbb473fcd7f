using Microsoft.Extensions.Options;
using SysCsv;
using SysCsv.Csv;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace Samples;

/// <summary>What the samples tell the shell; docs/operating.md has the table.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Unavailable = 4;
    public const int Incomplete = 5;
    public const int Interrupted = 130;

    /// <summary>The code for what is expected to go wrong; null for a fault of the program.</summary>
    public static int? Of(Exception exception) => exception switch
    {
        FileFailedException file => file.Code,
        CsvRefusedException { Refusal: CsvRefusal.WrongOption or CsvRefusal.ColumnMissing } => Usage,
        CsvRefusedException => Refused,
        TransportException or StoreException => Unavailable,
        OptionsValidationException => Usage,
        SysCsvException or IOException or UnauthorizedAccessException => Failure,
        OperationCanceledException => Interrupted,
        _ => null,
    };
}
