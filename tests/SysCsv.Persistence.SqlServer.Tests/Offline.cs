using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>A context that no server stands behind: it keeps what would be asked, and every answer is empty.</summary>
internal static class Offline
{
    public static SqlServerDbContext Context(List<string>? asked = null)
    {
        var options = new DbContextOptionsBuilder<SqlServerDbContext>().UseSqlServer("Server=nowhere;Database=none");
        if (asked is not null)
            options.AddInterceptors(new NoConnection(), new Listener(asked));
        return new(options.Options);
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }

    private sealed class Listener(List<string> asked) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            asked.Add(command.CommandText);
            return new(InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader()));
        }
    }
}
