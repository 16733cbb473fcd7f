namespace SysCsv.Transports.Sqlite.Receiving;

internal sealed class SqliteDelivery : Delivery
{
    /// <summary>Names the message in its file; never used twice.</summary>
    public required long Number { get; init; }
}
