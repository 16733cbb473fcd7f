namespace SysCsv.Transports;

/// <summary>What went wrong with a broker or queue, in classes that decide what happens next.</summary>
public enum TransportFailure
{
    /// <summary>The broker can't be reached. Transient.</summary>
    Unreachable = 0,

    /// <summary>The connection was lost; what is not confirmed or settled is sent or delivered again. Transient.</summary>
    ConnectionLost = 1,

    /// <summary>The broker did not answer in time; whether it acted is not known. Transient.</summary>
    Timeout = 2,

    /// <summary>The broker asks to slow down. Transient.</summary>
    Throttled = 3,

    /// <summary>The queue takes no more messages for now. Transient.</summary>
    QueueFull = 4,

    /// <summary>The disk or file of the queue takes no more data, or only for reading. Transient: it goes on when there is room.</summary>
    StorageUnavailable = 5,

    /// <summary>The queue does not exist. Somebody has to act.</summary>
    QueueMissing = 6,

    /// <summary>The queue exists with other arguments or of another type. Somebody has to act.</summary>
    QueueMismatch = 7,

    /// <summary>The user, password or right is not accepted. Somebody has to act.</summary>
    AccessDenied = 8,

    /// <summary>A message is larger than the broker takes. Somebody has to act.</summary>
    MessageTooLarge = 9,

    /// <summary>A setting is wrong. Somebody has to act.</summary>
    Misconfigured = 10,

    /// <summary>Anything else. Not transient.</summary>
    Other = 11,
}
