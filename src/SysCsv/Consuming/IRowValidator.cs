namespace SysCsv.Consuming;

/// <summary>An application's own rule for rows. Register any number with <c>AddRowValidator</c>; the first refusal counts.</summary>
/// <remarks>
/// A singleton, called from many threads at once, and again for a row that is delivered again: the same row must get the same answer.
/// An exception that is a transient <see cref="SysCsvException"/> makes the row wait; any other sends the row to the dead letters after three attempts.
/// </remarks>
public interface IRowValidator
{
    /// <summary>Looks at a row.</summary>
    /// <returns>Null to accept the row, else why not.</returns>
    ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken);
}
