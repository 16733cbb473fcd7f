namespace SysCsv.Transports;

/// <summary>How a settlement ended.</summary>
public enum Settlement
{
    /// <summary>The broker took it, or it was written to a live connection that settles in order.</summary>
    Settled = 0,

    /// <summary>At least one lock or the connection was gone: those messages come again. No error, since applying a row again changes nothing.</summary>
    Lost = 1,
}
