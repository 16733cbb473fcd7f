using Microsoft.Data.SqlClient;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Finds out whether the server takes a bulk copy into a temporary table. Not every server that speaks T-SQL does; see docs/decisions/0014-sql-server.md.</summary>
internal sealed class CopyTrial
{
    private volatile bool _succeeded;
    private volatile bool _refused;

    /// <summary>Whether the server refused the first copy.</summary>
    public bool WasRefused => _refused;

    /// <exception cref="StoreException">The server takes no copy: a conflict, since the transaction may be lost and has to be repeated. Or, once a copy succeeded, a value does not fit.</exception>
    public async Task RunAsync(Func<Task> copy, Func<bool> isConnected)
    {
        try
        {
            await copy();
            _succeeded = true;
        }
        catch (Exception exception) when (!_succeeded && isConnected() && IsRefusal(exception))
        {
            // Without the driver's words, which may hold a value.
            _refused = true;
            throw new StoreException(StoreFailure.Conflict, "The server takes no bulk copy into a temporary table; the rows are inserted instead.");
        }
        catch (InvalidOperationException exception) when (isConnected() && exception.InnerException is not SqlException)
        {
            throw new StoreException(StoreFailure.DataRefused, "A value does not fit its column.");
        }
    }

    private static bool IsRefusal(Exception exception) => exception switch
    {
        OperationCanceledException => false,
        SqlException server => SqlServerErrors.IsLackOfBulkCopy(server),
        { InnerException: SqlException server } => IsRefusal(server),

        // The driver falls over an answer in many ways.
        _ => true,
    };
}
