using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysCsv.Transports.Sqlite.Connections;

/// <summary>A prepared statement. Below ADO.NET, because that retries a busy database by putting the thread to sleep, and costs several times the insert.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    public Statement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    public Statement Bind(int index, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));

    /// <summary>An empty body is an empty blob, not null.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(_statement, index, 0)
        : raw.sqlite3_bind_blob(_statement, index, value));

    /// <summary>Goes to the next row, or resets the statement and returns false at the end.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        return false;
    }

    /// <summary>Runs to the end and gives the number of changed rows.</summary>
    public int Run()
    {
        while (Read())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row; null if there is no row.</summary>
    public long? ReadNumber()
    {
        if (!Read())
            return null;
        var value = Number(0);
        raw.sqlite3_reset(_statement);
        return value;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NumberOrNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Number(column);

    public string? Text(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private Statement Check(int result)
    {
        SqliteException.ThrowExceptionForRC(result, _database);
        return this;
    }
}
