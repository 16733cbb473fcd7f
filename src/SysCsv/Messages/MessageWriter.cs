using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Messages;

/// <summary>Writes the messages of one import as JSON, from the reader's bytes to the buffer without a string in between.</summary>
internal sealed class MessageWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The body is JSON in a queue, never HTML: escaping what JSON does not ask for would only make it longer.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly DuplicatePolicy _policy;
    private readonly RowFields _fields;
    private readonly string _importText;
    private readonly string _idPrefix;
    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    public MessageWriter(ImportId import, DuplicatePolicy policy, CsvLayout layout)
    {
        _policy = policy;
        _fields = new(layout);
        _importText = import.ToString();
        _idPrefix = import.Value.ToString("N") + "-";
    }

    public void Dispose() => _json.Dispose();

    public string StartId => _idPrefix + "start";

    public string EndId => _idPrefix + "end";

    /// <summary>The id of the message whose first row is <paramref name="row"/>: a row that is sent again is in a message of the same id.</summary>
    public string RowsId(long row) => string.Create(CultureInfo.InvariantCulture, $"{_idPrefix}{row}");

    public void WriteStart(IBufferWriter<byte> output, string? fileName, IReadOnlyList<string> columns)
    {
        Begin(output, MessageNames.StartKind);
        if (fileName is not null)
            _json.WriteString(MessageNames.File, fileName);
        _json.WriteStartArray(MessageNames.Columns);
        foreach (var column in columns)
            _json.WriteStringValue(column);
        _json.WriteEndArray();
        End();
    }

    public void WriteEnd(IBufferWriter<byte> output, long records)
    {
        Begin(output, MessageNames.EndKind);
        _json.WriteNumber(MessageNames.Records, records);
        End();
    }

    public void BeginRows(IBufferWriter<byte> output)
    {
        Begin(output, MessageNames.RowsKind);
        _json.WriteStartArray(MessageNames.Rows);
    }

    public void WriteRow(CsvRecordReader record)
    {
        _json.WriteStartObject();
        _json.WriteNumber(MessageNames.Row, record.RecordNumber);
        _json.WriteNumber(MessageNames.Line, record.LineNumber);
        if (record.RejectReason is { } reason)
            WriteReject(reason, record.RejectDetail);
        else
            _fields.Write(_json, record);
        _json.WriteString(MessageNames.Raw, record.RawText);
        _json.WriteEndObject();
    }

    public void EndRows()
    {
        _json.WriteEndArray();
        End();
    }

    private void WriteReject(string reason, string? detail)
    {
        _json.WriteString(MessageNames.Reject, reason);
        if (detail is not null)
            _json.WriteString(MessageNames.Detail, detail);
    }

    private void Begin(IBufferWriter<byte> output, JsonEncodedText kind)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteNumber(MessageNames.VersionName, MessageNames.Version);
        _json.WriteString(MessageNames.Kind, kind);
        _json.WriteString(MessageNames.Import, _importText);
        _json.WriteString(MessageNames.Policy, PolicyNames.Of(_policy));
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
    }
}
