using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SysCsv.Persistence.Sqlite;

/// <summary>What SQLite's result codes mean for the store.</summary>
internal static class SqliteErrors
{
    private const int BusySnapshot = 517;

    public static StoreFailure Classify(DbException exception) => exception is SqliteException sqlite
        ? Classify(sqlite.SqliteErrorCode, sqlite.SqliteExtendedErrorCode)
        : StoreFailure.Other;

    // https://sqlite.org/rescode.html
    private static StoreFailure Classify(int code, int extended) => code switch
    {
        5 when extended == BusySnapshot => StoreFailure.Conflict,
        5 => StoreFailure.Timeout,                       // BUSY: the whole busy timeout was waited
        6 => StoreFailure.Conflict,                      // LOCKED
        8 or 10 or 13 => StoreFailure.ReadOnly,          // READONLY, IOERR, FULL
        14 => StoreFailure.Unavailable,                  // CANTOPEN
        11 or 26 => StoreFailure.Misconfigured,          // CORRUPT, NOTADB
        3 or 23 => StoreFailure.AccessDenied,            // PERM, AUTH
        18 or 19 or 20 => StoreFailure.DataRefused,      // TOOBIG, CONSTRAINT, MISMATCH
        1 => StoreFailure.SchemaMismatch,                // ERROR: our statements are fixed, so what is wrong is the table
        _ => StoreFailure.Other,
    };
}
