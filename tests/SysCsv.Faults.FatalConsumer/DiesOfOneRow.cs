using SysCsv.Consuming;

namespace SysCsv.Faults.FatalConsumer;

internal sealed class DiesOfOneRow : IRowValidator
{
    public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken)
    {
        if (row.Email.Normalized.StartsWith("fatal@", StringComparison.Ordinal))
            Environment.FailFast("A row validator ended the process.");
        return default;
    }
}
