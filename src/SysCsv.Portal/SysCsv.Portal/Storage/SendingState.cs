namespace SysCsv.Portal.Storage;

/// <summary>How far the portal is with sending the rows of an import. What became of the rows is the store's to say.</summary>
internal enum SendingState
{
    /// <summary>To be sent, or being sent where it is leased.</summary>
    Accepted = 0,

    Paused = 1,

    /// <summary>To be ended with the rows sent so far.</summary>
    Cancelling = 2,

    /// <summary>The queue holds every row and the end message.</summary>
    Sent = 3,

    /// <summary>The queue holds the rows sent before the cancellation, and the end message.</summary>
    CutShort = 4,

    /// <summary>The file can't be imported.</summary>
    Refused = 5,
}
