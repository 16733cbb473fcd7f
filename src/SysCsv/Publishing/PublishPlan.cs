using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>What one run publishes.</summary>
/// <param name="From">Where an earlier run got to; null begins.</param>
/// <param name="Save">Saves how far the run is; null if nobody wants to know.</param>
internal sealed record PublishPlan(
    ImportId Import,
    PublishRequest Request,
    string? FileName,
    long? BytesTotal,
    int RowsPerMessage,
    Checkpoint? From,
    Action<PublishPlan, PublishMark>? Save);
