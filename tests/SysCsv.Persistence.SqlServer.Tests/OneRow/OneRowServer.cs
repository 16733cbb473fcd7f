using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SysCsv.Persistence.Relational;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>
/// A server that is not there: every question is answered with one row of whatever is asked for, or with none. So code of EF Core goes
/// on to its next statement, and all that would be sent is kept.
/// </summary>
internal sealed class OneRowServer
{
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);

    /// <summary>How many rows an answer has, and how many a change changes.</summary>
    public int Rows { get; set; } = 1;

    /// <summary>Every statement, and the parameters that it came with as a procedure would declare them.</summary>
    public IReadOnlyList<(string Text, string Parameters)> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked.Select(asked => (asked.Key, asked.Value))];
        }
    }

    /// <summary>The database of the store on this server.</summary>
    public StoreDatabase Open()
    {
        return new(() => new SqlServerDbContext(Options<SqlServerDbContext>()), new SqlServerDialect(), Configure);

        DbContextOptions<TContext> Options<TContext>()
            where TContext : DbContext
        {
            var options = new DbContextOptionsBuilder<TContext>();
            Configure(options);
            return options.Options;
        }

        void Configure(DbContextOptionsBuilder options) =>
            options.UseSqlServer("Server=nowhere;Database=none").AddInterceptors(new Connections(), new Transactions(), new Commands(this));
    }

    public void Note(SqlCommand command)
    {
        lock (_asked)
            _asked[command.CommandText] = string.Join(", ", command.Parameters.Cast<SqlParameter>().Select(Declaration));
    }

    private static string Declaration(SqlParameter parameter)
    {
        var name = parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : $"@{parameter.ParameterName}";
        return parameter.SqlDbType is SqlDbType.NVarChar or SqlDbType.VarChar or SqlDbType.VarBinary
            ? $"{name} {parameter.SqlDbType}({(parameter.Size is > 0 and <= 4000 ? parameter.Size : "max")})"
            : $"{name} {parameter.SqlDbType}";
    }

    private sealed class Connections : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }

    private sealed class Transactions : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
            new(InterceptionResult<DbTransaction>.SuppressWithResult(new OneRowTransaction(connection, eventData.IsolationLevel)));

        public override ValueTask<InterceptionResult> CreatingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

        public override ValueTask<InterceptionResult> ReleasingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());
    }

    private sealed class Commands(OneRowServer server) : DbCommandInterceptor
    {
        public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
            InterceptionResult<DbCommand>.SuppressWithResult(new OneRowCommand(server));
    }
}
