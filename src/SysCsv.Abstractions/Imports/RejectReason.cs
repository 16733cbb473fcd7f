namespace SysCsv.Imports;

/// <summary>The stable codes of why a row was refused, as they stand in messages, in the database and in downloads.</summary>
/// <remarks>Codes of validators that an application registers stand beside these; a code is lower-case words with hyphens.</remarks>
public static class RejectReason
{
    /// <summary>A quote opens and is never closed.</summary>
    public const string UnclosedQuote = "unclosed-quote";

    /// <summary>A quote stands where none can, or text follows a closing quote.</summary>
    public const string StrayQuote = "stray-quote";

    /// <summary>The record has more or fewer fields than the file's first record; empty ones at the end do not count.</summary>
    public const string FieldCount = "field-count";

    /// <summary>The record is longer than the limit.</summary>
    public const string RecordTooLong = "record-too-long";

    /// <summary>A field is longer than the limit.</summary>
    public const string FieldTooLong = "field-too-long";

    /// <summary>Bytes that the file's encoding does not have.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>A NUL character, which no database here can store in text.</summary>
    public const string NulCharacter = "nul-character";

    /// <summary>The compressed file is damaged or cut off here, or the file was changed while it was read; nothing behind could be read. The last row of its import.</summary>
    public const string InputDamaged = "input-damaged";

    /// <summary>The e-mail is empty.</summary>
    public const string EmailMissing = "email-missing";

    /// <summary>The e-mail is not a valid address.</summary>
    public const string EmailInvalid = "email-invalid";

    /// <summary>The e-mail, or the part before the @, is longer than an address can be.</summary>
    public const string EmailTooLong = "email-too-long";
}
