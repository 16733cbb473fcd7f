using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SysCsv.Persistence;

namespace SysCsv.Persistence.Sqlite;

/// <summary>Sets up each connection so that what is committed survives a power cut, and so that it waits for other writers.</summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    private const long Full = 2;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA synchronous;";
        if (command.ExecuteScalar() is not Full)
            throw new StoreException(StoreFailure.Misconfigured, "SQLite does not take PRAGMA synchronous = FULL.");
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite works in the calling thread anyway.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
