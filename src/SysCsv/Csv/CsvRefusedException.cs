namespace SysCsv.Csv;

/// <summary>The file can't be imported as a whole. The message says why and what to do; it holds nothing of the file's content.</summary>
public sealed class CsvRefusedException : SysCsvException
{
    /// <summary>Creates the exception.</summary>
    public CsvRefusedException(CsvRefusal refusal, string message, Exception? innerException = null)
        : base(message, isTransient: false, innerException) => Refusal = refusal;

    /// <summary>Why.</summary>
    public CsvRefusal Refusal { get; }
}
