namespace SysCsv.Imports;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Rows are coming, or the number of records is not known yet.</summary>
    Running = 0,

    /// <summary>Every record of the file is accounted for.</summary>
    Completed = 1,
}
