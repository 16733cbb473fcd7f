using System.Globalization;
using System.Text;
using SysCsv.Imports;

namespace SysCsv.Contacts;

/// <summary>An e-mail address as it was written, with the normalised form that a contact is identified by.</summary>
/// <remarks>
/// Normalised means: trimmed, Unicode NFC, lower-cased invariantly, the domain in its ASCII (IDNA) form.
/// Valid means: the HTML living standard's rule for an e-mail input, with letters and digits of any script
/// allowed besides, at most 254 octets in all and 64 before the @.
/// </remarks>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    private const int MaxOctets = 254;
    private const int MaxLocalOctets = 64;
    private const int MaxLabelLength = 63;

    // More than this can't become a valid address, and bounds the work on hostile input.
    private const int MaxWrittenLength = 1024;

    // The byte order mark with its bytes swapped: no character, and the runtime throws where such text is to be normalised.
    private const int SwappedMark = 0xFFFE;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    private EmailAddress(string normalized, string written)
    {
        Normalized = normalized;
        Written = written;
    }

    /// <summary>The form that identifies a contact.</summary>
    public string Normalized { get; }

    /// <summary>The address as it was written, trimmed.</summary>
    public string Written { get; }

    /// <summary>Normalises an address, or says why it is none.</summary>
    /// <param name="text">The address as it was written; null counts as empty.</param>
    /// <param name="address">The address; null if the text is none.</param>
    /// <returns>Null if the text is a valid address, else the code of <see cref="RejectReason"/> that says why not.</returns>
    public static string? Parse(string? text, out EmailAddress? address)
    {
        address = null;
        var written = text?.Trim();
        if (string.IsNullOrEmpty(written))
            return RejectReason.EmailMissing;
        if (written.Length > MaxWrittenLength)
            return RejectReason.EmailTooLong;

        var at = written.LastIndexOf('@');
        if (at < 1 || at == written.Length - 1)
            return RejectReason.EmailInvalid;

        var normalized = Ascii.IsValid(written) ? NormalizeAscii(written, at) : NormalizeUnicode(written, at);
        if (normalized is null)
            return RejectReason.EmailInvalid;
        if (IsTooLong(normalized))
            return RejectReason.EmailTooLong;

        address = new(normalized, written);
        return null;
    }

    /// <summary>Whether the address stands in a text, as it was written or normalised, ignoring case, and not as a part of a longer address.</summary>
    public bool StandsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StandsIn(text, Normalized) || (!string.Equals(Written, Normalized, StringComparison.OrdinalIgnoreCase) && StandsIn(text, Written));
    }

    /// <inheritdoc/>
    public bool Equals(EmailAddress? other) => other is not null && Normalized == other.Normalized;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => Normalized.GetHashCode(StringComparison.Ordinal);

    /// <summary>A fixed text: an address does not get into a log by accident.</summary>
    public override string ToString() => "(e-mail)";

    private static bool StandsIn(string text, string address)
    {
        for (var at = text.IndexOf(address, StringComparison.OrdinalIgnoreCase);
             at >= 0;
             at = text.IndexOf(address, at + 1, StringComparison.OrdinalIgnoreCase))
            if (BeginsAt(text, at) && EndsAt(text, at + address.Length))
                return true;
        return false;
    }

    private static bool BeginsAt(string text, int at) => at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '+' or '-' or '_' or '%');

    // A full stop behind an address ends a sentence, unless the domain goes on.
    private static bool EndsAt(string text, int end) =>
        end == text.Length
        || !(char.IsLetterOrDigit(text[end]) || text[end] == '-' || (text[end] == '.' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])));

    private static string? NormalizeAscii(string written, int at) =>
        IsAsciiLocal(written.AsSpan(0, at)) && IsDomain(written.AsSpan(at + 1)) ? written.ToLowerInvariant() : null;

    private static string? NormalizeUnicode(string written, int at)
    {
        if (!IsWellFormed(written))
            return null;

        var local = written[..at].Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC);
        var domain = ToAsciiDomain(written[(at + 1)..]);
        return domain is not null && IsUnicodeLocal(local) && IsDomain(domain) ? $"{local}@{domain}" : null;
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.AsSpan().EnumerateRunes())
            if (rune == Rune.ReplacementChar || rune.Value == SwappedMark)
                return false;
        return true;
    }

    private static string? ToAsciiDomain(string domain)
    {
        try
        {
            return Idn.GetAscii(domain.Normalize(NormalizationForm.FormC).ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // IdnMapping has no Try form: this is how it says that the name is no domain.
            return null;
        }
    }

    private static bool IsUnicodeLocal(string local)
    {
        foreach (var rune in local.EnumerateRunes())
            if (rune.IsAscii ? !IsAsciiLocal([(char)rune.Value]) : !IsInternationalLetter(rune))
                return false;
        return true;
    }

    // Letters, marks, digits and symbols; nothing invisible, no blank, nothing unassigned or private.
    private static bool IsInternationalLetter(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsAsciiLocal(ReadOnlySpan<char> local) => !local.ContainsAnyExcept(LocalCharacters);

    private static readonly System.Buffers.SearchValues<char> LocalCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-");

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        foreach (var label in domain.Split('.'))
            if (!IsLabel(domain[label]))
                return false;
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label.Length > MaxLabelLength || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var c in label)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        return true;
    }

    private static bool IsTooLong(string normalized) =>
        Encoding.UTF8.GetByteCount(normalized) > MaxOctets
        || Encoding.UTF8.GetByteCount(normalized.AsSpan(0, normalized.LastIndexOf('@'))) > MaxLocalOctets;
}
