using System.Buffers;
using System.Text.Json;
using SysCsv.Csv;

namespace SysCsv.Messages;

/// <summary>Writes the fields of a record under the names that the layout gives them.</summary>
internal sealed class RowFields
{
    // Contact exports put several addresses into one cell with this between them; the first is the e-mail.
    private static ReadOnlySpan<byte> Several => " ::: "u8;

    private readonly CsvLayout _layout;
    private readonly JsonEncodedText _emailLabel;
    private readonly (int Column, JsonEncodedText Label)[] _attributes;

    public RowFields(CsvLayout layout)
    {
        _layout = layout;
        _emailLabel = JsonEncodedText.Encode(layout.Columns[layout.EmailColumn]);

        // In ordinal order of the labels, the order that attributes are kept in.
        _attributes = [.. Enumerable.Range(0, layout.Columns.Count)
            .Where(column => column != layout.EmailColumn && column != layout.NameColumn && !ServiceColumns.Contains(layout.Columns[column]))
            .OrderBy(column => layout.Columns[column], StringComparer.Ordinal)
            .Select(column => (column, JsonEncodedText.Encode(layout.Columns[column])))];
    }

    public void Write(Utf8JsonWriter json, CsvRecordReader record)
    {
        var email = record.GetField(_layout.EmailColumn);
        var cut = email.IndexOf(Several);
        json.WriteString(MessageNames.Email, cut < 0 ? email : email[..cut]);
        WriteName(json, record);
        WriteAttributes(json, record, hasSeveralEmails: cut >= 0);
    }

    private void WriteName(Utf8JsonWriter json, CsvRecordReader record)
    {
        if (_layout.NameColumn is { } column)
        {
            WriteIfAny(json, Trim(record.GetField(column)));
            return;
        }

        var given = _layout.GivenNameColumn is { } g ? Trim(record.GetField(g)) : default;
        var family = _layout.FamilyNameColumn is { } f ? Trim(record.GetField(f)) : default;
        if (given.IsEmpty || family.IsEmpty)
            WriteIfAny(json, given.IsEmpty ? family : given);
        else
            WriteJoined(json, given, family);
    }

    private static void WriteJoined(Utf8JsonWriter json, ReadOnlySpan<byte> given, ReadOnlySpan<byte> family)
    {
        var rented = ArrayPool<byte>.Shared.Rent(given.Length + 1 + family.Length);
        var joined = rented.AsSpan(0, given.Length + 1 + family.Length);
        given.CopyTo(joined);
        joined[given.Length] = (byte)' ';
        family.CopyTo(joined[(given.Length + 1)..]);
        json.WriteString(MessageNames.Name, joined);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
            json.WriteString(MessageNames.Name, name);
    }

    private void WriteAttributes(Utf8JsonWriter json, CsvRecordReader record, bool hasSeveralEmails)
    {
        var begun = false;
        foreach (var (column, label) in _attributes)
            Write(label, record.GetField(column));
        // The reader gives room for two fields at once: the one of before may hold another by now.
        if (hasSeveralEmails)
            Write(_emailLabel, record.GetField(_layout.EmailColumn));
        if (begun)
            json.WriteEndObject();

        void Write(JsonEncodedText label, ReadOnlySpan<byte> value)
        {
            if (value.IsEmpty)
                return;
            if (!begun)
                json.WriteStartObject(MessageNames.Attributes);
            begun = true;
            json.WriteString(label, value);
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
