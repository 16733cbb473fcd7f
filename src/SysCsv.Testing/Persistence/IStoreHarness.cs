using SysCsv.Persistence;

namespace SysCsv.Testing.Persistence;

/// <summary>What the author of a store writes to run the suites: a database for tests, and stores over it.</summary>
/// <remarks>A class fixture: xunit makes one for each suite, and a suite runs one test at a time.</remarks>
public interface IStoreHarness
{
    /// <summary>Why the suites can't run here, such as a server that is not named; null if they can.</summary>
    string? SkipReason { get; }

    /// <summary>Whether a batch without a schema fails as <see cref="StoreFailure.SchemaMismatch"/>.</summary>
    bool NamesMissingSchema => true;

    /// <summary>Empties the database.</summary>
    /// <param name="withSchema">Whether the schema is there afterwards.</param>
    Task ResetAsync(bool withSchema);

    /// <summary>A store over the database. Each call gives one of its own, as another process would have.</summary>
    IContactStore CreateStore();

    /// <summary>A reader of the database's imports.</summary>
    IImportReader CreateImportReader();

    /// <summary>A reader of the fates of rows.</summary>
    IFateReader CreateFateReader();

    /// <summary>A reader of the database's contacts.</summary>
    IContactReader CreateContactReader();

    /// <summary>A store whose database can't be reached; null if there is no such thing.</summary>
    IContactStore? CreateUnreachableStore();
}
