using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Messages;

/// <summary>A decoded message: rows of an import, or its start, or its end.</summary>
internal sealed class ImportMessage
{
    public required ImportId Import { get; init; }

    public required DuplicatePolicy Policy { get; init; }

    public MessageRow[] Rows { get; init; } = [];

    public ImportStart? Start { get; init; }

    public ImportEnd? End { get; init; }
}
