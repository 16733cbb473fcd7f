using System.Text.Json;

namespace SysCsv.Messages;

/// <summary>The names in a message's JSON, as docs/message-format.md documents them.</summary>
internal static class MessageNames
{
    /// <summary>The major version that this build writes and reads.</summary>
    public const int Version = 1;

    public static readonly JsonEncodedText VersionName = JsonEncodedText.Encode("syscsv");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText Import = JsonEncodedText.Encode("import");
    public static readonly JsonEncodedText Policy = JsonEncodedText.Encode("policy");
    public static readonly JsonEncodedText Rows = JsonEncodedText.Encode("rows");
    public static readonly JsonEncodedText Row = JsonEncodedText.Encode("row");
    public static readonly JsonEncodedText Line = JsonEncodedText.Encode("line");
    public static readonly JsonEncodedText Email = JsonEncodedText.Encode("email");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Attributes = JsonEncodedText.Encode("attributes");
    public static readonly JsonEncodedText Reject = JsonEncodedText.Encode("reject");
    public static readonly JsonEncodedText Detail = JsonEncodedText.Encode("detail");
    public static readonly JsonEncodedText Raw = JsonEncodedText.Encode("raw");
    public static readonly JsonEncodedText File = JsonEncodedText.Encode("file");
    public static readonly JsonEncodedText Columns = JsonEncodedText.Encode("columns");
    public static readonly JsonEncodedText Records = JsonEncodedText.Encode("records");

    public static readonly JsonEncodedText StartKind = JsonEncodedText.Encode("start");
    public static readonly JsonEncodedText RowsKind = JsonEncodedText.Encode("rows");
    public static readonly JsonEncodedText EndKind = JsonEncodedText.Encode("end");
}
