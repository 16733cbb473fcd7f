using System.Text.Json;
using SysCsv.Contacts;
using SysCsv.Csv;

namespace SysCsv.Messages;

/// <summary>One record of the file as a message carries it.</summary>
internal sealed class MessageRow
{
    // The publisher cuts it after as many bytes; messages of others may not.
    private const int MaxRawText = CsvRecordReader.MaxRawText;

    private readonly ReadOnlyMemory<byte> _raw;

    /// <param name="raw">The JSON string token of the raw text, quotes included; empty if there is none.</param>
    public MessageRow(ReadOnlyMemory<byte> raw) => _raw = raw;

    public required long Row { get; init; }

    public required long Line { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public ContactAttributes Attributes { get; init; } = ContactAttributes.Empty;

    /// <summary>The code of why the publisher could not read the record; null for a well-formed one.</summary>
    public string? Reject { get; init; }

    public string? Detail { get; init; }

    /// <summary>Decodes the raw text, which only rejected and failed rows need. What databases can't hold is shown by a symbol.</summary>
    public string DecodeRawText()
    {
        if (_raw.IsEmpty)
            return "";

        var reader = new Utf8JsonReader(_raw.Span);
        reader.Read();
        return Utf8Text.Cut(reader.GetString()!, MaxRawText).Replace('\0', '\u2400').Replace(Utf8Text.Undecodable, '\uFFFD');
    }
}
