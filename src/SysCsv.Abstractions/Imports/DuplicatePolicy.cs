namespace SysCsv.Imports;

/// <summary>Which data a contact keeps when its e-mail comes again. "First" and "last" mean file order, and upload order between files.</summary>
public enum DuplicatePolicy
{
    /// <summary>The last row wins and replaces the contact's data. The default.</summary>
    KeepLast = 0,

    /// <summary>The first row wins; later ones change nothing.</summary>
    KeepFirst = 1,

    /// <summary>What is there stays; fields that are empty take the first value that comes for them.</summary>
    FillBlanks = 2,
}
