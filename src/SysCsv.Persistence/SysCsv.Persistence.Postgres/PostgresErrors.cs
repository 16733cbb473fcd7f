using System.Data.Common;
using Npgsql;

namespace SysCsv.Persistence.Postgres;

/// <summary>What the server's error codes and the driver's failures mean for the store.</summary>
internal static class PostgresErrors
{
    public static StoreFailure Classify(DbException exception) => exception switch
    {
        PostgresException server => Classify(server.SqlState),
        NpgsqlException { InnerException: TimeoutException } => StoreFailure.Timeout,
        _ => StoreFailure.Unavailable,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static StoreFailure Classify(string state) => state switch
    {
        "40P01" or "40001" or "55P03" => StoreFailure.Conflict,
        "0A000" => StoreFailure.Conflict,                          // a prepared statement from before a migration
        "57014" => StoreFailure.Timeout,
        "53100" or "25006" or "58030" => StoreFailure.ReadOnly,
        "42501" => StoreFailure.AccessDenied,
        "42P01" or "42703" or "42883" or "42P10" or "3F000" => StoreFailure.SchemaMismatch,
        "3D000" or "57P04" => StoreFailure.Misconfigured,
        "54000" => StoreFailure.DataRefused,
        _ => ClassifyClass(state[..2]),
    };

    private static StoreFailure ClassifyClass(string stateClass) => stateClass switch
    {
        "08" or "53" or "57" => StoreFailure.Unavailable,
        "28" => StoreFailure.AccessDenied,
        "22" or "23" => StoreFailure.DataRefused,
        "XX" => StoreFailure.Misconfigured,
        _ => StoreFailure.Other,
    };
}
