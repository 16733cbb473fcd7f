namespace SysCsv;

/// <summary>A failure of the infrastructure or of a whole file. What happens to a single row is data, never an exception.</summary>
public class SysCsvException : Exception
{
    /// <summary>Creates the exception with a message that says what happened, to which thing, and what to do.</summary>
    public SysCsvException(string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call can succeed later without anybody changing a setting.</summary>
    public bool IsTransient { get; }
}
