using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Publishing;

/// <summary>What one run publishes.</summary>
/// <param name="Checkpoints">Saves how far the run is; null if nobody wants to know.</param>
internal sealed record PublishPlan(
    ImportId Import,
    DuplicatePolicy Policy,
    string? FileName,
    long? BytesTotal,
    Action<PublishPlan, CsvLayout, CsvPosition>? Checkpoints);
