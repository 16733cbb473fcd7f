namespace SysCsv.Persistence;

/// <summary>What went wrong with a database, in classes that decide what happens next.</summary>
public enum StoreFailure
{
    /// <summary>A deadlock, a serialisation failure or a busy lock: the same call can succeed at once. Transient.</summary>
    Conflict = 0,

    /// <summary>The database can't be reached, restarts, or has no connection free. Transient.</summary>
    Unavailable = 1,

    /// <summary>The database did not answer in time; whether it acted is not known. Transient.</summary>
    Timeout = 2,

    /// <summary>The disk is full or the database takes no writes. Transient: it goes on when there is room.</summary>
    ReadOnly = 3,

    /// <summary>The user, password or right is not accepted. Somebody has to act; rows wait.</summary>
    AccessDenied = 4,

    /// <summary>The schema is missing or of another version. Somebody has to act; rows wait.</summary>
    SchemaMismatch = 5,

    /// <summary>A setting is wrong. Somebody has to act; rows wait.</summary>
    Misconfigured = 6,

    /// <summary>The database refuses a value: the fault lies in a row.</summary>
    DataRefused = 7,

    /// <summary>Anything else; may lie in a row.</summary>
    Other = 8,
}
