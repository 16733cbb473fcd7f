using System.Text.Json;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Messages;

/// <summary>Reads a message of any build of this major version, and says in a sentence why it can't read another.</summary>
internal static class MessageReader
{
    /// <summary>Reads <paramref name="body"/>, which must not change while the message is in use.</summary>
    /// <returns>Null if the message was read, else why not, without anything of its content.</returns>
    public static string? Read(ReadOnlyMemory<byte> body, out ImportMessage? message)
    {
        message = null;
        if (body.Length > MaxBytes)
            return "The message is longer than 16 MiB, which no publisher's is.";

        try
        {
            var fields = new Fields();
            var fault = fields.Read(body);
            if (fault is null)
                fault = fields.Check();
            if (fault is null)
                message = fields.ToMessage();
            return fault;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException is how the JSON reader reports a wrong token type or half a surrogate pair.
            return "The body is not a SysCsv message: it is not JSON of the documented form.";
        }
    }

    private enum Kind
    {
        Rows,
        Start,
        End,
    }

    /// <summary>What the top level of the object holds.</summary>
    private ref struct Fields
    {
        private int? _version;
        private Kind? _kind;
        private ImportId? _import;
        private DuplicatePolicy? _policy;
        private MessageRow[]? _rows;
        private string? _file;
        private List<string>? _columns;
        private long? _records;

        public string? Read(ReadOnlyMemory<byte> body)
        {
            var json = new Utf8JsonReader(body.Span);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return "The body is not a SysCsv message: it is not a JSON object.";

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                ReadProperty(ref json, body);

            // Reading on finds anything behind the object, which the reader refuses.
            json.Read();
            return null;
        }

        private void ReadProperty(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
        {
            if (Is(ref json, MessageNames.VersionName))
                _version = Next(ref json).GetInt32();
            else if (Is(ref json, MessageNames.Kind))
                _kind = ReadKind(ref json);
            else if (Is(ref json, MessageNames.Import))
                _import = ReadImport(ref json);
            else if (Is(ref json, MessageNames.Policy))
                _policy = ReadPolicy(ref json);
            else if (Is(ref json, MessageNames.Rows))
                _rows = ReadRows(ref json, body);
            else if (Is(ref json, MessageNames.File))
                _file = Next(ref json).GetString();
            else if (Is(ref json, MessageNames.Columns))
                _columns = ReadColumns(ref json);
            else if (Is(ref json, MessageNames.Records))
                _records = Next(ref json).GetInt64();
            else
                json.Skip();
        }

        public readonly string? Check()
        {
            if (_version is null)
                return "The body is not a SysCsv message: it has no \"syscsv\" version.";
            if (_version != MessageNames.Version)
                return $"The message has version {_version}; this consumer reads version {MessageNames.Version}. Update the consumer, then replay the message.";
            if (_import is null)
                return "The message has no valid \"import\" id.";
            if (_policy is null)
                return "The message has no known \"policy\".";
            return _kind switch
            {
                Kind.Rows => CheckRows(),
                Kind.Start => null,
                Kind.End => _records >= 0 ? null : "The end message has no valid number of \"records\".",
                _ => "The message has no known \"kind\".",
            };
        }

        private readonly string? CheckRows()
        {
            if (_rows is not { Length: > 0 })
                return "The message has no \"rows\".";
            foreach (var row in _rows)
                if (row.Row < 1 || row.Row > MaxRow || row.Line < 1)
                    return "A row of the message has no valid \"row\" or \"line\" number.";
            return null;
        }

        public readonly ImportMessage ToMessage() => new()
        {
            Import = _import!.Value,
            Policy = _policy!.Value,
            Rows = _kind is Kind.Rows ? _rows! : [],
            Start = _kind is Kind.Start ? new(_import.Value, _file, _columns ?? []) : null,
            End = _kind is Kind.End ? new(_import.Value, _records!.Value) : null,
        };
    }

    // More than the longest record takes with every character of it escaped: who may send messages can't fill the database with few of them.
    private const int MaxBytes = 16 << 20;

    // A forged row number must not make the ledger address blocks that no file can have.
    private const long MaxRow = 1L << 40;

    private static bool Is(ref Utf8JsonReader json, JsonEncodedText name) => json.ValueTextEquals(name.EncodedUtf8Bytes);

    private static ref Utf8JsonReader Next(ref Utf8JsonReader json)
    {
        json.Read();
        return ref json;
    }

    // Kind and import stand in every message: neither is made a string.
    private static Kind? ReadKind(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
            return null;
        if (Is(ref json, MessageNames.RowsKind))
            return Kind.Rows;
        if (Is(ref json, MessageNames.StartKind))
            return Kind.Start;
        return Is(ref json, MessageNames.EndKind) ? Kind.End : null;
    }

    private static ImportId? ReadImport(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String && json.TryGetGuid(out var import) ? new(import) : null;
    }

    private static DuplicatePolicy? ReadPolicy(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String ? PolicyNames.Read(ref json) : null;
    }

    private static List<string> ReadColumns(ref Utf8JsonReader json)
    {
        var columns = new List<string>();
        ExpectArray(ref json);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            columns.Add(json.GetString() ?? "");
        return columns;
    }

    // One row is the rule: it costs no list.
    private static MessageRow[] ReadRows(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        ExpectArray(ref json);
        if (!json.Read() || json.TokenType == JsonTokenType.EndArray)
            return [];

        var first = ReadRow(ref json, body);
        List<MessageRow>? rows = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            (rows ??= [first]).Add(ReadRow(ref json, body));
        return rows is null ? [first] : [.. rows];
    }

    private static MessageRow ReadRow(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        long row = 0, line = 0;
        string? email = null, name = null, reject = null, detail = null;
        var attributes = ContactAttributes.Empty;
        ReadOnlyMemory<byte> raw = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, MessageNames.Row))
                row = Next(ref json).GetInt64();
            else if (Is(ref json, MessageNames.Line))
                line = Next(ref json).GetInt64();
            else if (Is(ref json, MessageNames.Email))
                email = Next(ref json).GetString();
            else if (Is(ref json, MessageNames.Name))
                name = Next(ref json).GetString();
            else if (Is(ref json, MessageNames.Attributes))
                attributes = ReadAttributes(ref json);
            else if (Is(ref json, MessageNames.Raw))
                raw = ReadToken(ref json, body);
            else if (Is(ref json, MessageNames.Reject))
                reject = Next(ref json).GetString();
            else if (Is(ref json, MessageNames.Detail))
                detail = Next(ref json).GetString();
            else
                json.Skip();
        }

        return new(raw) { Row = row, Line = line, Email = email, Name = name, Attributes = attributes, Reject = reject, Detail = detail };
    }

    private static ContactAttributes ReadAttributes(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return ContactAttributes.Empty;
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        var pairs = _pairs ??= [];
        pairs.Clear();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var label = LabelCache.Get(ref json);
            pairs.Add(new(label, Next(ref json).GetString() ?? ""));
        }

        return ContactAttributes.From(pairs);
    }

    [ThreadStatic]
    private static List<KeyValuePair<string, string>>? _pairs;

    // Only rejected and failed rows need their raw text: it stays bytes until somebody asks. Checked here, so that asking can't fail.
    private static ReadOnlyMemory<byte> ReadToken(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return default;
        if (json.TokenType != JsonTokenType.String)
            throw new JsonException();
        if (json.ValueIsEscaped)
            _ = json.GetString();
        else if (!System.Text.Unicode.Utf8.IsValid(json.ValueSpan))
            throw new JsonException();

        var start = (int)json.TokenStartIndex;
        return body[start..(int)json.BytesConsumed];
    }

    private static void ExpectArray(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
    }
}
