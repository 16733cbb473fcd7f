using SysCsv.Consuming;

namespace Samples;

internal sealed class NoThrowAwayMail : IRowValidator
{
    private static readonly HashSet<string> Domains = new(StringComparer.Ordinal) { "trashmail.example", "mailinator.example" };

    public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken)
    {
        var address = row.Email.Normalized;
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return new(Domains.Contains(domain) ? new RowRejection("throw-away-mail", "Mail of this domain is not kept.") : null);
    }
}
