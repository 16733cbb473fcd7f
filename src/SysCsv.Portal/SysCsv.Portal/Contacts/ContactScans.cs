using System.Runtime.CompilerServices;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Contacts;

/// <summary>Puts the steps through all contacts together.</summary>
internal static class ContactScans
{
    private const int PageSize = 1_000;

    /// <summary>Goes on until the page is full, the steps are done, or the end is reached.</summary>
    public static async Task<ScanStep<Contact>> ReadAsync(IContactReader reader, ContactScan scan, int steps, CancellationToken cancellationToken)
    {
        var found = new List<Contact>();
        while (true)
        {
            var step = await reader.ScanContactsAsync(scan with { Size = scan.Size - found.Count }, cancellationToken);
            found.AddRange(step.Items);
            if (step.Next is null || found.Count >= scan.Size || --steps <= 0)
                return step with { Items = found };
            scan = scan with { After = step.Next };
        }
    }

    public static async IAsyncEnumerable<Contact> ReadAllAsync(
        IContactReader reader, ContactScan scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        scan = scan with { Size = PageSize, After = null };
        do
        {
            var step = await reader.ScanContactsAsync(scan, cancellationToken);
            foreach (var contact in step.Items)
                yield return contact;
            scan = scan with { After = step.Next };
        }
        while (scan.After is not null);
    }
}
