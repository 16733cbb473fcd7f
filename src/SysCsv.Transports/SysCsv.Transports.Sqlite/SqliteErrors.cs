using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysCsv.Transports.Sqlite;

internal static class SqliteErrors
{
    private const string Setting = EmbeddedTransportOptions.Section + ":DataSource";

    public static bool IsBusy(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static TransportException Classify(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(TransportFailure.Timeout,
            $"Another process has been writing to the queue's file for longer than {EmbeddedTransportOptions.Section}:BusyTimeout.", exception),
        raw.SQLITE_FULL => new(TransportFailure.StorageUnavailable,
            $"The disk of the queue's file is full ({Setting}). It goes on when there is room.", exception),
        raw.SQLITE_READONLY => new(TransportFailure.StorageUnavailable,
            $"The queue's file or its folder can't be written to ({Setting}). Give this process the right to.", exception),
        raw.SQLITE_IOERR => new(TransportFailure.StorageUnavailable,
            $"The disk of the queue's file fails ({Setting}).", exception),
        raw.SQLITE_CANTOPEN => new(TransportFailure.Unreachable,
            $"The queue's file can't be opened. Does the folder of {Setting} exist, and may this process write to it?", exception),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => new(TransportFailure.AccessDenied,
            $"This process may not use the queue's file ({Setting}).", exception),
        raw.SQLITE_NOTADB => new(TransportFailure.Misconfigured,
            $"The file that {Setting} names is no SQLite database. Name another path.", exception),
        raw.SQLITE_CORRUPT => new(TransportFailure.Other,
            $"The queue's file is damaged ({Setting}). Move it away with its -wal and -shm files, and restore it or begin a new one.", exception),
        raw.SQLITE_TOOBIG => new(TransportFailure.MessageTooLarge, "A message is larger than SQLite takes.", exception),
        _ => new(TransportFailure.Other, $"The queue's file can't be used ({Setting}): SQLite error {exception.SqliteExtendedErrorCode}.", exception),
    };

    public static TransportException Missing() => new(TransportFailure.QueueMissing,
        $"The queue's file is not there or holds no queue ({Setting}). EnsureQueueAsync makes it.");

    public static TransportException Replaced() => new(TransportFailure.QueueMissing,
        $"The queue's file was deleted with all that it held, and another was made in its place ({Setting}). What comes next goes there.");

    public static TransportException FolderMissing() => new(TransportFailure.Unreachable,
        $"The folder of the queue's file does not exist. Make it, or mend {Setting}.");

    public static TransportException NoWriteAheadLog() => new(TransportFailure.Misconfigured,
        $"The file system of {Setting} can't keep a write-ahead log. Use a local disk, no network share.");

    public static TransportException NotAQueue() => new(TransportFailure.Misconfigured,
        $"The file that {Setting} names is the database of something else. Name a path of its own for the queue.");

    public static TransportException NewerSchema() => new(TransportFailure.QueueMismatch,
        $"The queue's file was made by a newer version ({Setting}). Update this program.");

    public static TransportException Disposed() => new(TransportFailure.Other, "The transport is disposed.");

    public static TransportException ReceiverEnded() => new(TransportFailure.ConnectionLost,
        "The receiver was closed, or its lease ended. Open another one.");
}
