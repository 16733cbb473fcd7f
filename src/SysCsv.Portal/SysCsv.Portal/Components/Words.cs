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

    public static string Of(RowFate fate) => fate switch
    {
        RowFate.Pending => "Pending",
        RowFate.Inserted => "Inserted",
        RowFate.Updated => "Updated",
        RowFate.Duplicate => "Duplicate",
        RowFate.Rejected => "Rejected",
        RowFate.Failed => "Failed",
        RowFate.Unknown => "Accepted, unknown as what",
        _ => fate.ToString(),
    };

    public static Tone ToneOf(RowFate fate) => fate switch
    {
        RowFate.Inserted or RowFate.Updated => Tone.Good,
        RowFate.Rejected => Tone.Warning,
        RowFate.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    /// <summary>What a count of an import counts.</summary>
    public static string Explain(RowFate fate) => fate switch
    {
        RowFate.Pending => "Rows that are not accounted for yet",
        RowFate.Inserted => "Contacts that did not exist before and do now",
        RowFate.Updated => "Contacts that existed before and hold other data now",
        RowFate.Duplicate => "Accepted rows that repeat a contact or changed nothing",
        RowFate.Rejected => "Rows refused for a stated reason",
        RowFate.Failed => "Rows that wait in the dead letters",
        _ => "",
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
