using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Removes a person from every table, in the transaction of a context.</summary>
[SuppressMessage("Globalization", "CA1304", Justification = "It becomes SQL.")]
[SuppressMessage("Globalization", "CA1311", Justification = "It becomes SQL.")]
[SuppressMessage("Performance", "CA1862", Justification = "It becomes SQL.")]
internal sealed class PersonEraser(SysCsvDbContext context, EmailAddress email)
{
    private const string Erased = "";

    public async Task<Erasure> EraseAsync(CancellationToken cancellationToken)
    {
        var contacts = await context.Set<ContactRow>().Where(row => row.NormalizedEmail == email.Normalized).ExecuteDeleteAsync(cancellationToken);
        var rejected = 0;
        var failed = 0;
        foreach (var fragment in Fragments())
        {
            rejected += await EraseRejectedAsync(fragment, cancellationToken);
            failed += await EraseFailedAsync(fragment, cancellationToken);
        }

        return new(contacts > 0, rejected, failed);
    }

    // Databases change the case of ASCII alike, and of other letters each in its own way: they look for a part, and the rest is decided here.
    private IEnumerable<string> Fragments() =>
        new[] { email.Normalized, email.Written }.Select(text => LongestAscii(text.ToLowerInvariant())).Distinct(StringComparer.Ordinal);

    private static string LongestAscii(string text)
    {
        var (best, from) = ("", 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAscii(text[i]))
                continue;
            if (i - from > best.Length)
                best = text[from..i];
            from = i + 1;
        }

        return best;
    }

    private async Task<int> EraseRejectedAsync(string fragment, CancellationToken cancellationToken)
    {
        var erased = 0;
        var rows = context.Set<RejectedRowRow>().Where(row => row.RawText.ToLower().Contains(fragment))
            .Select(row => new { row.ImportId, row.Row, row.RawText });
        foreach (var row in (await rows.ToListAsync(cancellationToken)).Where(row => email.StandsIn(row.RawText)))
            erased += await context.Set<RejectedRowRow>().Where(other => other.ImportId == row.ImportId && other.Row == row.Row)
                .ExecuteUpdateAsync(update => update.SetProperty(other => other.RawText, Erased), cancellationToken);
        return erased;
    }

    private async Task<int> EraseFailedAsync(string fragment, CancellationToken cancellationToken)
    {
        var erased = 0;
        var rows = context.Set<FailedRowRow>().Where(row => row.RawText.ToLower().Contains(fragment))
            .Select(row => new { row.ImportId, row.Row, row.RawText });
        foreach (var row in (await rows.ToListAsync(cancellationToken)).Where(row => email.StandsIn(row.RawText)))
            erased += await context.Set<FailedRowRow>().Where(other => other.ImportId == row.ImportId && other.Row == row.Row)
                .ExecuteUpdateAsync(update => update.SetProperty(other => other.RawText, Erased), cancellationToken);
        return erased;
    }
}
