using System.Globalization;
using System.Text.RegularExpressions;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Shapes;

/// <summary>
/// Writes a value as lines of "path: type value". A value is shown where it is a word of the protocol; what is made up anew in
/// each run (names, numbers, times, bodies) is shown by its type only.
/// </summary>
internal sealed partial class ShapeWriter(string queue)
{
    private static readonly HashSet<string> Varying = new(StringComparer.Ordinal)
    {
        "container-id", "name", "handle", "remote-channel", "next-incoming-id", "next-outgoing-id", "delivery-id", "delivery-count",
        "first", "last", "incoming-window", "outgoing-window", "message-id", "correlation-id", "reply-to", "traceparent", "group-id",
        "from-sequence-number", "message-count", "DeadLetterReason", "DeadLetterErrorDescription", "<amqp:binary>", "platform", "version", "user-agent",
    };

    /// <summary>Fields of the value, deepest names behind points.</summary>
    public IEnumerable<string> Lines(WireValue value) => Lines("", value);

    /// <summary>Sections of an encoded message. A batch holds messages in its data: they are shown once, and as often as they differ.</summary>
    public IEnumerable<string> MessageLines(byte[] message, bool isBatch)
    {
        var lines = new List<string>();
        for (var at = 0; at < message.Length;)
        {
            var reader = new WireReader(message.AsSpan(at));
            var section = reader.Read();
            at += reader.Position;
            lines.AddRange(isBatch && section.Value is byte[] inner
                ? MessageLines(inner, isBatch: false).Select(line => "data/" + line)
                : Lines(WireFields.NameOf(section.Descriptor), section));
        }

        return lines.Distinct();
    }

    private IEnumerable<string> Lines(string path, WireValue value)
    {
        if (value.Type == "null")
            return [];
        var described = value.Descriptor is null || path == WireFields.NameOf(value.Descriptor) || path.Length == 0 ? "" : WireFields.NameOf(value.Descriptor) + " ";
        return value.Type switch
        {
            "list" when value.Descriptor is not null => ListLines(path, described, value),
            "list" => [$"{path}: list of {string.Join(", ", value.Items.Select(item => item.Type).Distinct())}"],
            "map" => MapLines(path, value),
            _ => [$"{path}: {described}{Plain(LastName(path), value)}"],
        };
    }

    private IEnumerable<string> ListLines(string path, string described, WireValue value)
    {
        if (path.Length > 0 && (described.Length > 0 || value.Items.All(item => item.Type == "null")))
            yield return $"{path}: {described}".TrimEnd(' ', ':');
        for (var i = 0; i < value.Items.Count; i++)
            foreach (var line in Lines(Join(path, WireFields.FieldOf(value.Descriptor, i)), value.Items[i]))
                yield return line;
    }

    private IEnumerable<string> MapLines(string path, WireValue value)
    {
        for (var i = 0; i + 1 < value.Items.Count; i += 2)
            foreach (var line in Lines($"{path}[{value.Items[i].Type} {value.Items[i].Value}]", value.Items[i + 1]))
                yield return line;
    }

    private string Plain(string name, WireValue value) => value switch
    {
        { Value: null or byte[] or Guid } or { Type: "timestamp" } => value.Type,
        { Value: bool truth } => $"{value.Type} {(truth ? "true" : "false")}",
        _ when Varying.Contains(name) => value.Type,
        { Type: "symbol" } => $"symbol {value.Value}",
        { Value: string text } => Text(name, text),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Type} {value.Value}"),
    };

    private string Text(string name, string text)
    {
        if (name is "address" && !text.Contains(queue, StringComparison.OrdinalIgnoreCase) && !text.StartsWith('$'))
            return "string";
        return name is "address" or "operation" or "type" or "name" or "content-type" or "hostname" or "associated-link-name"
            ? $"string \"{Identifier().Replace(text.Replace(queue, "{queue}", StringComparison.OrdinalIgnoreCase), "{id}")}\""
            : "string";
    }

    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex Identifier();

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string LastName(string path)
    {
        var key = path.LastIndexOf('[');
        return key >= 0 && path[^1] == ']' ? path[(path.IndexOf(' ', key) + 1)..^1] : path[(path.LastIndexOf('.') + 1)..];
    }
}
