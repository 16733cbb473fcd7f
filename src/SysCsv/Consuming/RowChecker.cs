using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Persistence;

namespace SysCsv.Consuming;

/// <summary>Decides what a row is: accepted, or rejected with a reason.</summary>
internal sealed class RowChecker(IEnumerable<IRowValidator> validators)
{
    private readonly IRowValidator[] _validators = [.. validators];

    /// <summary>Puts the row on one side of the batch.</summary>
    /// <exception cref="Exception">A validator's own.</exception>
    public async ValueTask CheckAsync(RowKey key, MessageRow row, BatchBuilder batch, CancellationToken cancellationToken)
    {
        var rejection = Read(row, out var email);
        if (rejection is null)
        {
            var data = new ContactData(email!.Written, NameOf(row), row.Attributes);
            foreach (var validator in _validators)
            {
                rejection = await validator.ValidateAsync(new(key, row.Line, email, data), cancellationToken);
                if (rejection is not null)
                    break;
            }

            if (rejection is null)
            {
                batch.Accept(new(key, email, data));
                return;
            }
        }

        batch.Reject(new(key, row.Line, rejection.Code, rejection.Detail, row.DecodeRawText()));
    }

    private static RowRejection? Read(MessageRow row, out EmailAddress? email)
    {
        email = null;
        if (row.Reject is not null)
            return new(row.Reject, row.Detail);
        if (HoldsNul(row))
            return new(RejectReason.NulCharacter);
        return EmailAddress.Parse(row.Email, out email) is { } reason ? new(reason) : null;
    }

    // The publisher marks such rows; messages of other publishers may not.
    private static bool HoldsNul(MessageRow row) =>
        HoldsNul(row.Email) || HoldsNul(row.Name) || (row.Attributes.Count > 0 && row.Attributes.Any(pair => HoldsNul(pair.Key) || HoldsNul(pair.Value)));

    private static bool HoldsNul(string? text) => text is not null && text.Contains('\0', StringComparison.Ordinal);

    private static string? NameOf(MessageRow row) => row.Name?.Trim() is { Length: > 0 } name ? name : null;
}
