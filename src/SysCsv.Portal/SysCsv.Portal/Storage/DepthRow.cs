namespace SysCsv.Portal.Storage;

/// <summary>The table <c>portal_depth</c>: a reading of the queue in each stretch of ten seconds, of whichever host came first.</summary>
internal sealed class DepthRow
{
    /// <summary>Unix seconds at the beginning of the stretch.</summary>
    public long Bucket { get; set; }

    public long Ready { get; set; }

    public long InFlight { get; set; }

    public long DeadLettered { get; set; }

    public int? Consumers { get; set; }

    public double RowsIn { get; set; }

    public double RowsOut { get; set; }
}
