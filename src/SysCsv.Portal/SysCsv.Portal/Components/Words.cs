using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components;

/// <summary>What the codes mean, in plain words.</summary>
internal static class Words
{
    public static string Of(PortalImportState state) => state switch
    {
        PortalImportState.Waiting => "Waiting",
        PortalImportState.Running => "Running",
        PortalImportState.Paused => "Paused",
        PortalImportState.Cancelling => "Cancelling",
        PortalImportState.Cancelled => "Cancelled",
        PortalImportState.Completed => "Completed",
        PortalImportState.Refused => "Refused",
        _ => state.ToString(),
    };

    public static Tone ToneOf(PortalImportState state) => state switch
    {
        PortalImportState.Running => Tone.Active,
        PortalImportState.Completed => Tone.Good,
        PortalImportState.Paused or PortalImportState.Cancelling => Tone.Warning,
        PortalImportState.Refused => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string Of(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.KeepFirst => "Keep the first",
        DuplicatePolicy.KeepLast => "Keep the last",
        DuplicatePolicy.FillBlanks => "Fill in blanks",
        _ => policy.ToString(),
    };

    public static string Explain(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.KeepFirst => "What is in the database stays as it is. Only e-mails that are not there yet are added; if one comes twice in the file, its first row counts.",
        DuplicatePolicy.KeepLast => "The newest data counts. A row replaces what the database holds for its e-mail; if an e-mail comes twice in the file, its last row counts.",
        DuplicatePolicy.FillBlanks => "What is in the database stays, and its empty fields are filled from the file. Nothing that is there is overwritten.",
        _ => "",
    };

    public static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "Not accounted for yet",
        RowOutcome.Kept => "Accepted: the contact holds its data",
        RowOutcome.Accepted => "Accepted: it repeats a contact or changed nothing",
        RowOutcome.Rejected => "Rejected",
        RowOutcome.Failed => "Failed: it waits in the dead letters",
        _ => outcome.ToString(),
    };

    public static Tone ToneOf(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Kept or RowOutcome.Accepted => Tone.Good,
        RowOutcome.Rejected => Tone.Warning,
        RowOutcome.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string Of(ListedFate fate) => fate switch
    {
        ListedFate.Waiting => "Waiting",
        ListedFate.Inserted => "Inserted",
        ListedFate.Updated => "Updated",
        ListedFate.Duplicate => "Duplicate",
        ListedFate.Accepted => "Updated or duplicate",
        ListedFate.Rejected => "Rejected",
        ListedFate.Failed => "Failed",
        _ => fate.ToString(),
    };

    public static Tone ToneOf(ListedFate fate) => fate switch
    {
        ListedFate.Inserted or ListedFate.Updated => Tone.Good,
        ListedFate.Rejected => Tone.Warning,
        ListedFate.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string Separator(char separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "vertical bar",
        _ => separator.ToString(),
    };

    /// <summary>A reason why a row was refused; the code itself where an application's own rule made it.</summary>
    public static string Reason(string code) => code switch
    {
        RejectReason.UnclosedQuote => "A quote is never closed",
        RejectReason.StrayQuote => "A quote stands where none can",
        RejectReason.FieldCount => "Too many or too few fields",
        RejectReason.RecordTooLong => "The row is too long",
        RejectReason.FieldTooLong => "A field is too long",
        RejectReason.Undecodable => "Characters that the encoding does not have",
        RejectReason.NulCharacter => "A NUL character",
        RejectReason.InputDamaged => "The file ends here: damaged or changed while it was read",
        RejectReason.EmailMissing => "No e-mail",
        RejectReason.EmailInvalid => "Not a valid e-mail",
        RejectReason.EmailTooLong => "The e-mail is too long",
        _ => code,
    };

    /// <summary>What a key may do.</summary>
    public static string Of(PortalRight right) => right switch
    {
        PortalRight.View => "look",
        PortalRight.Operate => "look and import",
        PortalRight.Administer => "do everything",
        _ => right.ToString(),
    };

    /// <summary>A queue or database as its makers write it.</summary>
    public static string Product(string name) => name switch
    {
        "Embedded" => "Embedded queue",
        "RabbitMq" => "RabbitMQ",
        "AzureServiceBus" => "Azure Service Bus",
        "Postgres" => "PostgreSQL",
        "Sqlite" => "SQLite",
        "SqlServer" => "SQL Server",
        _ => name,
    };
}
