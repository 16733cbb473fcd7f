namespace SysCsv.Persistence.Relational.Reading;

/// <summary>The caller passed a cursor of another list. Of its own type, so that an argument that the driver refuses is told from it.</summary>
internal sealed class ForeignCursorException()
    : ArgumentException("The cursor does not belong to this list: pass Page.Next of the part before, for the same query.");
