using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>How a stack stands in the column <c>layers</c>. What follows from the contact's other columns is left out.</summary>
/// <remarks>Null means one layer of one row: the row that the contact was changed by last.</remarks>
internal static class LayersJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The text for the column, of a stack that is settled.</summary>
    public static string? Write(ContactStack stack)
    {
        var current = stack.Fold();
        if (IsImplied(stack, current))
            return null;

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            if (stack.Base is not null)
                WriteBase(json, stack.Base, current);
            json.WriteStartArray("layers");
            foreach (var layer in stack.Layers)
                WriteLayer(json, layer, current);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads the column.</summary>
    /// <param name="json">The text that <see cref="Write"/> made.</param>
    /// <param name="current">What the contact's other columns hold.</param>
    /// <param name="createdBy">The first of all rows of the contact.</param>
    public static ContactStack Read(string json, FoldState current, RowKey createdBy)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var settled = root.TryGetProperty("base", out var element) ? ReadBase(element, current) : null;
        var layers = root.GetProperty("layers").EnumerateArray().Select(layer => ReadLayer(layer, current)).ToArray();
        return new(settled, layers, createdBy);
    }

    // Values of several rows show in that the row that was picked last does not own the data.
    private static bool IsImplied(ContactStack stack, FoldState current) =>
        stack.Layers.Count + (stack.Base is null ? 0 : 1) == 1
        && current.Owner == current.ChangedBy
        && stack.CreatedBy.Import == current.ChangedBy.Import;

    private static void WriteBase(Utf8JsonWriter json, FoldState settled, FoldState current)
    {
        json.WriteStartObject("base");
        WriteKey(json, "by", settled.ChangedBy);
        if (settled.Owner != settled.ChangedBy)
            WriteKey(json, "owner", settled.Owner);
        WriteData(json, settled.Data, current);
        json.WriteEndObject();
    }

    private static FoldState ReadBase(JsonElement json, FoldState current)
    {
        var by = ReadKey(json.GetProperty("by"));
        var owner = json.TryGetProperty("owner", out var element) ? ReadKey(element) : by;
        return new(ReadData(json, current), by, owner);
    }

    private static void WriteLayer(Utf8JsonWriter json, ImportLayer layer, FoldState current)
    {
        json.WriteStartObject();
        json.WriteNumber("policy", (int)layer.Policy);
        if (layer is WholeRowLayer row)
        {
            WriteKey(json, "by", row.Key);
            WriteData(json, row.Data, current);
        }
        else
        {
            WriteFields(json, (FillBlanksLayer)layer);
        }

        json.WriteEndObject();
    }

    private static ImportLayer ReadLayer(JsonElement json, FoldState current)
    {
        var policy = (DuplicatePolicy)json.GetProperty("policy").GetInt32();
        return policy == DuplicatePolicy.FillBlanks
            ? ReadFields(json)
            : new WholeRowLayer(ReadKey(json.GetProperty("by")), policy, ReadData(json, current));
    }

    private static void WriteFields(Utf8JsonWriter json, FillBlanksLayer layer)
    {
        json.WriteString("import", layer.Import.Value);
        WriteValue(json, "email", layer.Email);
        if (layer.Name is { } name)
            WriteValue(json, "name", name);
        if (layer.Attributes.Count == 0)
            return;

        json.WriteStartObject("attributes");
        foreach (var (label, value) in layer.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            WriteValue(json, label, value);
        json.WriteEndObject();
    }

    private static FillBlanksLayer ReadFields(JsonElement json)
    {
        var attributes = new Dictionary<string, RowValue>(StringComparer.Ordinal);
        if (json.TryGetProperty("attributes", out var element))
            foreach (var property in element.EnumerateObject())
                attributes[property.Name] = ReadValue(property.Value);
        return new(
            new(json.GetProperty("import").GetGuid()),
            ReadValue(json.GetProperty("email")),
            json.TryGetProperty("name", out var name) ? ReadValue(name) : null,
            attributes);
    }

    // Data that is the contact's own is left out: it stands in the other columns.
    private static void WriteData(Utf8JsonWriter json, ContactData data, FoldState current)
    {
        if (data == current.Data)
            return;

        json.WriteString("email", data.Email);
        if (data.Name is not null)
            json.WriteString("name", data.Name);
        if (data.Attributes.Count == 0)
            return;
        json.WritePropertyName("attributes");
        data.Attributes.WriteTo(json);
    }

    private static ContactData ReadData(JsonElement json, FoldState current)
    {
        if (!json.TryGetProperty("email", out var email))
            return current.Data;

        return new(
            email.GetString()!,
            json.TryGetProperty("name", out var name) ? name.GetString() : null,
            json.TryGetProperty("attributes", out var attributes) ? ContactAttributes.FromJson(attributes.GetRawText()) : ContactAttributes.Empty);
    }

    private static void WriteKey(Utf8JsonWriter json, string property, RowKey key)
    {
        json.WriteStartArray(property);
        json.WriteStringValue(key.Import.Value);
        json.WriteNumberValue(key.Row);
        json.WriteEndArray();
    }

    private static RowKey ReadKey(JsonElement json) => new(new(json[0].GetGuid()), json[1].GetInt64());

    private static void WriteValue(Utf8JsonWriter json, string property, RowValue value)
    {
        json.WriteStartArray(property);
        json.WriteNumberValue(value.Row);
        json.WriteStringValue(value.Value);
        json.WriteEndArray();
    }

    private static RowValue ReadValue(JsonElement json) => new(json[0].GetInt64(), json[1].GetString()!);
}
