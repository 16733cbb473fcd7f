using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SysCsv.Transports.Sqlite.Tables;

namespace SysCsv.Transports.Sqlite.Connections;

/// <summary>An open connection to the file of the queue, used by one caller at a time.</summary>
internal sealed class QueueFile : IDisposable
{
    private const long FullSynchronous = 2;
    private const long PagesWorthKeeping = 2_500;
    private const string Library = "e_sqlite3";
    private const int HasMovedControl = 20;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private QueueFile(SqliteConnection connection) => _connection = connection;

    private sqlite3 Handle => _connection.Handle ?? throw new InvalidOperationException("The connection is closed.");

    /// <summary>Opens the file with the settings that make a commit durable, and reads them back.</summary>
    /// <exception cref="SqliteException">SQLite refuses, or the file is busy.</exception>
    /// <exception cref="TransportException">The file is missing, or its disk is not fit for it.</exception>
    public static QueueFile Open(string path, bool create)
    {
        if (!create && !File.Exists(path))
            throw Directory.Exists(Path.GetDirectoryName(path)) ? SqliteErrors.Missing() : SqliteErrors.FolderMissing();

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        var file = new QueueFile(connection);
        try
        {
            connection.Open();
            file.Configure(create);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The statement, prepared once per connection.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new Statement(Handle, sql));
        return statement;
    }

    /// <summary>Runs statements that have no parameters and whose rows are of no interest.</summary>
    public void Run(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    public long? ReadNumber(string sql)
    {
        using var statement = new Statement(Handle, sql);
        return statement.ReadNumber();
    }

    /// <summary>Takes the write lock at once, so that no statement in between finds the file busy.</summary>
    public void Begin() => Prepare("BEGIN IMMEDIATE").Run();

    public void Commit() => Prepare("COMMIT").Run();

    /// <summary>Rolls back if SQLite has not done so itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
            raw.sqlite3_exec(Handle, "ROLLBACK");
    }

    /// <summary>Gives room back to the disk when most of a large file is empty; else it is kept for the next messages.</summary>
    public void Shrink()
    {
        var pages = Prepare("PRAGMA page_count").ReadNumber();
        if (pages > PagesWorthKeeping && Prepare("PRAGMA freelist_count").ReadNumber() > pages * 3 / 4)
            Run("PRAGMA incremental_vacuum(2000)");
    }

    /// <summary>Whether the path names another file by now, or none. SQLite compares inodes, for which it asks the system once.</summary>
    /// <remarks>False where an open file can't be deleted, or where SQLite comes from a library that this can't ask.</remarks>
    public bool HasMoved() =>
        raw.GetNativeLibraryName() == Library && FileControl(Handle, 0, HasMovedControl, out var moved) == raw.SQLITE_OK && moved != 0;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    // SQLitePCLRaw has no public name for it.
    [DllImport(Library, EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(sqlite3 database, nint name, int operation, out int result);

    private void Configure(bool create)
    {
        // Waiting for other processes is done by QueueWorker, which holds no thread meanwhile.
        raw.sqlite3_busy_timeout(Handle, 0);
        var isOlder = QueueSchema.Inspect(this, create);
        if (create)
            Run("PRAGMA auto_vacuum = INCREMENTAL");
        using (var mode = new Statement(Handle, "PRAGMA journal_mode = WAL"))
        {
            if (!mode.Read() || mode.Text(0) != "wal")
                throw SqliteErrors.NoWriteAheadLog();
        }

        Run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864");
        if (ReadNumber("PRAGMA synchronous") != FullSynchronous)
            throw new TransportException(TransportFailure.Misconfigured, "SQLite does not write commits through to the disk (synchronous is not FULL).");
        if (isOlder)
            Migrate();
    }

    // By whoever opens it: a queue that waits for its next version is not missing, and nothing of it has to be sent again.
    private void Migrate()
    {
        Begin();
        QueueSchema.Ensure(this);
        Commit();
    }
}
