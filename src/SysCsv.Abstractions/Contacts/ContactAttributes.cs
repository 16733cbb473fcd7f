using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SysCsv.Contacts;

/// <summary>The other columns of a contact: label to value, ordered by label. Empty values are left out. Immutable.</summary>
public sealed class ContactAttributes : IReadOnlyDictionary<string, string>, IEquatable<ContactAttributes>
{
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _jsonBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _jsonWriter;

    private readonly KeyValuePair<string, string>[] _pairs;

    private ContactAttributes(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    /// <summary>No attribute.</summary>
    public static ContactAttributes Empty { get; } = new([]);

    /// <summary>Takes the pairs whose value is not empty. Where a label comes twice, its first value stays.</summary>
    public static ContactAttributes From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var kept = pairs.ToArray();
        if (Array.Exists(kept, pair => pair.Value.Length == 0))
            kept = Array.FindAll(kept, pair => pair.Value.Length > 0);
        if (kept.Length == 0)
            return Empty;

        // OrderBy is stable, so that "the first value stays" holds.
        if (!IsStrictlyOrdered(kept))
            kept = [.. kept.OrderBy(pair => pair.Key, StringComparer.Ordinal).DistinctBy(pair => pair.Key, StringComparer.Ordinal)];
        return new(kept);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a JSON object of strings.</exception>
    public static ContactAttributes FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json is "{}")
            return Empty;

        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("Attributes are a JSON object of strings.");
        return From(document.RootElement.EnumerateObject().Select(property =>
            KeyValuePair.Create(property.Name, property.Value.GetString() ?? "")));
    }

    /// <summary>The attributes as one JSON object with its properties in ordinal order, so that equal attributes give equal text.</summary>
    public string ToJson()
    {
        if (_pairs.Length == 0)
            return "{}";

        // One writer a thread: this is called for every contact that is stored.
        var buffer = _jsonBuffer ??= new(1024);
        var writer = _jsonWriter ??= new(buffer, JsonOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        WriteTo(writer);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the same object as <see cref="ToJson"/>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var (label, value) in _pairs)
            writer.WriteString(label, value);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _pairs.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _pairs.Select(pair => pair.Value);

    /// <inheritdoc/>
    public string this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException("The contact has no such attribute.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.Exists(_pairs, pair => pair.Key == key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var index = Array.FindIndex(_pairs, pair => pair.Key == key);
        value = index < 0 ? null : _pairs[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ContactAttributes? other) => other is not null && _pairs.AsSpan().SequenceEqual(other._pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ContactAttributes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (label, value) in _pairs)
        {
            hash.Add(label, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The number of attributes: values do not get into a log by accident.</summary>
    public override string ToString() => $"({Count} attributes)";

    private static bool IsStrictlyOrdered(KeyValuePair<string, string>[] pairs)
    {
        for (var i = 1; i < pairs.Length; i++)
            if (string.CompareOrdinal(pairs[i - 1].Key, pairs[i].Key) >= 0)
                return false;
        return true;
    }
}
