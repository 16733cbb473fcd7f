namespace SysCsv.Transports.RabbitMq.DeadLetters;

/// <summary>A dead letter that a scan holds: nobody else sees it until the scan ends or settles it.</summary>
/// <param name="Tag">The channel's number of the delivery.</param>
/// <param name="Letter">Null if the scan does not look for it.</param>
/// <param name="TraceParent">The trace context of the original sender.</param>
internal sealed record HeldDeadLetter(ulong Tag, DeadLetter? Letter, string? TraceParent);
