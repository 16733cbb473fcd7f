using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Faults.Oracle;

/// <summary>The import of a run as the database has it.</summary>
internal static class StoredImport
{
    /// <summary>The one import; null while there is none, or no answer: a database that is not made yet or is being restarted has one at the next look.</summary>
    /// <exception cref="InvalidOperationException">There are two: a file was sent twice.</exception>
    public static async Task<Import?> FindAsync(IImportReader reader)
    {
        try
        {
            return (await reader.ListImportsAsync(size: 10)).Items.SingleOrDefault();
        }
        catch (StoreException exception) when (exception.Failure is StoreFailure.Unavailable or StoreFailure.SchemaMismatch or StoreFailure.Conflict)
        {
            return null;
        }
    }
}
