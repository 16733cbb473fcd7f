using System.Data.Common;
using System.Security.Authentication;
using Microsoft.Data.SqlClient;

namespace SysCsv.Persistence.SqlServer;

/// <summary>What the numbers of the server's errors and the driver's failures mean for the store.</summary>
internal static class SqlServerErrors
{
    // From here on the server ends the connection.
    private const byte Fatal = 20;

    public static StoreFailure Classify(DbException exception) => exception is SqlException server ? Classify(server) : StoreFailure.Unavailable;

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    public static StoreFailure Classify(int number, byte severity) => number switch
    {
        // Deadlock, lock request timeout, unique index, snapshot conflicts: all mean another transaction.
        1205 or 1222 or 2601 or 2627 or 3960 or 3961 => StoreFailure.Conflict,

        // The driver's own and the system's.
        -2 or 258 => StoreFailure.Timeout,

        // No room: log, file group, data file, size quota of Azure. No writes: read-only database, or a replica.
        9002 or 1101 or 1105 or 40544 or 3906 or 978 => StoreFailure.ReadOnly,

        18456 or 18452 or 18463 or 18464 or 18465 or 18466 or 18467 or 18468 or 18470 or 18486 or 18487 or 18488 => StoreFailure.AccessDenied,
        229 or 230 or 262 or 297 or 300 or 916 or 40532 or 40615 or 40914 => StoreFailure.AccessDenied,

        // Names of columns, tables, procedures.
        207 or 208 or 213 or 2812 or 4902 or 4924 => StoreFailure.SchemaMismatch,

        // No such database, no such default database.
        4060 or 911 or 4064 => StoreFailure.Misconfigured,

        // Null, constraint, too long, too large, not convertible; a bulk copy's too long; an index key's too long.
        515 or 547 or 8152 or 2628 or 220 or 232 or 8115 or 241 or 242 or 245 or 8114 or 4815 or 1946 => StoreFailure.DataRefused,

        _ when IsOutage(number) => StoreFailure.Unavailable,
        _ => severity >= Fatal ? StoreFailure.Unavailable : StoreFailure.Other,
    };

    /// <summary>Failures of the driver that are no <see cref="DbException"/>: a full pool, or a connection that was cut between two calls.</summary>
    public static StoreFailure? ClassifyOther(Exception exception) =>
        exception is InvalidOperationException { Source: "Microsoft.Data.SqlClient" or "Core Microsoft SqlClient Data Provider", InnerException: not SqlException }
            ? StoreFailure.Unavailable
            : null;

    /// <summary>The exception, or one without the server's text where that is about a statement.</summary>
    public static Exception Disclose(Exception exception, StoreFailure failure)
    {
        if (failure is not (StoreFailure.Conflict or StoreFailure.DataRefused or StoreFailure.Other))
            return exception;

        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is SqlException server)
                return new SqlServerStatementException(server);
        return exception;
    }

    // Further errors only say that the statement ended: the first that says anything counts.
    public static StoreFailure Classify(SqlException exception)
    {
        if (exception.InnerException is AuthenticationException)
            return StoreFailure.Misconfigured;

        return exception.Errors.Cast<SqlError>().Select(error => Classify(error.Number, error.Class))
            .FirstOrDefault(failure => failure != StoreFailure.Other, StoreFailure.Other);
    }

    /// <summary>Whether this is how a server says that it lacks what a bulk copy asks for: a procedure, a table, words; Babelfish has one number for all that Microsoft's has none for.</summary>
    public static bool IsLackOfBulkCopy(SqlException exception) =>
        exception.Errors.Cast<SqlError>().Any(error => error.Number is 102 or 156 or 208 or 2812 or 33557097);

    private static bool IsOutage(int number) => number switch
    {
        // The driver's own, those of Windows and those of sockets.
        0 or -1 or 2 or 20 or 26 or 35 or 40 or 53 or 64 or 109 or 121 or 233 or (>= 10050 and <= 10065) or 11001 => true,

        // Starting, stopping, paused, recovering, restoring, taken offline, failing over, killed.
        596 or 615 or 617 or 669 or 921 or 922 or 923 or 924 or 927 or 942 or 952 or 976 or 979 or 981 or 982 or 983 or 6005 or 17142 or 18401 or 18451 => true,

        // Out of locks, memory, workers or sessions.
        701 or 1204 or 8628 or 8645 or 8651 or 10922 or 10928 or 10929 or 10936 or 17197 => true,

        // Azure: moving, busy, throttled, waking up.
        4221 or 40143 or 40166 or 40197 or 40501 or 40540 or 40613 or 42108 or 42109 or 49918 or 49919 or 49920 => true,
        _ => false,
    };
}
