using System.Text;
using SysCsv.Contacts;
using SysCsv.Messages;
using SysCsv.Transports;

namespace SysCsv.Portal.Contacts;

/// <summary>The dead letters in which an e-mail stands. Their rows are accounted for as failed, and stay so.</summary>
internal sealed class HeldDeadLetters(IDeadLetterQueue deadLetters)
{
    // As many as a queue lists.
    private const int Most = 10_000;

    /// <returns>How many were discarded.</returns>
    public async Task<int> DiscardAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var letters = await deadLetters.ListAsync(Most, cancellationToken);
        var held = letters.Where(letter => Holds(letter.Body, email)).Select(letter => letter.Id).ToList();
        return held.Count == 0 ? 0 : await deadLetters.DiscardAsync(held, cancellationToken);
    }

    private static bool Holds(ReadOnlyMemory<byte> body, EmailAddress email)
    {
        // JSON may write a letter in several ways, and a body that is no message of ours holds whatever it does.
        if (MessageReader.Read(body, out var message) is null && Array.Exists(message!.Rows, row => Holds(row, email)))
            return true;
        return email.StandsIn(Encoding.UTF8.GetString(body.Span));
    }

    private static bool Holds(MessageRow row, EmailAddress email) =>
        (EmailAddress.Parse(row.Email, out var own) is null && own!.Equals(email))
        || email.StandsIn(row.DecodeRawText())
        || row.Attributes.Values.Any(email.StandsIn);
}
