using System.Text;
using System.Text.Json;

namespace SysCsv.Messages;

/// <summary>Gives the labels of attributes without making the same few strings for every row.</summary>
internal static class LabelCache
{
    // A file has few labels; hostile messages must not fill the memory with others.
    private const int MaxLabels = 256;
    private const int MaxLength = 64;

    [ThreadStatic]
    private static Dictionary<int, (byte[] Utf8, string Text)>? _labels;

    /// <summary>The property name that <paramref name="json"/> stands at.</summary>
    public static string Get(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped || json.HasValueSequence || json.ValueSpan.Length > MaxLength)
            return json.GetString()!;

        var hash = new HashCode();
        hash.AddBytes(json.ValueSpan);
        var key = hash.ToHashCode();
        var labels = _labels ??= [];
        if (labels.TryGetValue(key, out var known) && json.ValueSpan.SequenceEqual(known.Utf8))
            return known.Text;

        var text = json.GetString()!;
        if (labels.Count < MaxLabels)
            labels[key] = (Encoding.UTF8.GetBytes(text), text);
        return text;
    }
}
