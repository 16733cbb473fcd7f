using SysCsv.Csv;

namespace SysCsv.Publishing;

/// <summary>How far a run is, as its checkpoint holds it.</summary>
internal readonly record struct PublishMark(CsvLayout Layout, CsvPosition Position, long MayHaveSent, bool IsEnded, bool EndedEarly);
