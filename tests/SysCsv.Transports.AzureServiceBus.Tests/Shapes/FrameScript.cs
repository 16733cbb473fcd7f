using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Shapes;

/// <summary>
/// What a client sent over one connection, link by link in the order of their first frame. Within a link the order is the
/// client's; between links it is not kept, since nothing depends on it and clients do several things at once.
/// </summary>
internal sealed class FrameScript(string queue)
{
    private const string Connection = "connection";
    private const uint Batch = 0x80013700;

    private readonly ShapeWriter _writer = new(queue);
    private readonly List<string> _links = [];
    private readonly Dictionary<string, List<string>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Channel, object? Handle), string> _attached = [];
    private readonly Dictionary<int, WireValue> _begun = [];
    private readonly Dictionary<string, (WireValue Transfer, List<byte> Message)> _unfinished = new(StringComparer.Ordinal);

    public static string Of(ClientPipe client, string queue)
    {
        var script = new FrameScript(queue);
        foreach (var frame in client.Frames)
            script.Add(frame);
        return string.Concat(script._links.Select(link => $"{link}\n{string.Concat(script._steps[link])}"));
    }

    /// <summary>The lines of a script, each with the link and the performative that it belongs to.</summary>
    public static HashSet<string> Statements(string script)
    {
        var (link, step) = ("", "");
        var statements = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in script.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' '))
                link = line;
            else if (!line.StartsWith("    ", StringComparison.Ordinal))
                statements.Add($"{link}, {step = line.Trim()}");
            else
                statements.Add($"{link}, {step}, {line.Trim()}");
        }

        return statements;
    }

    private void Add(ClientFrame frame)
    {
        var name = WireFields.NameOf(frame.Performative.Descriptor);
        switch (name)
        {
            case "open" or "close":
                Note(Connection, name, _writer.Lines(frame.Performative));
                break;
            case "begin":
                _begun[frame.Channel] = frame.Performative;
                break;
            case "attach":
                Attach(frame);
                break;
            case "transfer":
                Transfer(LinkOf(frame, 0), frame);
                break;
            case "end":
                foreach (var ended in _attached.Where(link => link.Key.Channel == frame.Channel).Select(link => link.Value))
                    Note(ended, name, _writer.Lines(frame.Performative));
                break;
            case "flow" when Field(frame, 4).Type == "null":
                break;
            case "flow":
                Note(LinkOf(frame, 4), name, _writer.Lines(frame.Performative));
                break;
            case "disposition":
                Note(LinkOfRole(frame), name, _writer.Lines(frame.Performative));
                break;
            default:
                Note(LinkOf(frame, 0), name, _writer.Lines(frame.Performative));
                break;
        }
    }

    private void Attach(ClientFrame frame)
    {
        var receives = Field(frame, 2).Value is true;
        var address = Field(frame, receives ? 5 : 6).Items[0].Value?.ToString()?.Replace(queue, "{queue}", StringComparison.OrdinalIgnoreCase);
        var link = receives ? $"receiver from {address}" : $"sender to {address}";
        _attached[(frame.Channel, Field(frame, 1).Value)] = link;
        if (_begun.Remove(frame.Channel, out var begin))
            Note(link, "begin", _writer.Lines(begin));
        Note(link, "attach", _writer.Lines(frame.Performative));
    }

    // A message may come in several frames; the first says what it is.
    private void Transfer(string link, ClientFrame frame)
    {
        if (!_unfinished.TryGetValue(link, out var begun))
            begun = (frame.Performative, []);
        begun.Message.AddRange(frame.Payload);
        _unfinished[link] = begun;
        if (Field(frame, 5).Value is true)
            return;

        _unfinished.Remove(link);
        var isBatch = Field(begun.Transfer, 3).Value is ulong format && format == Batch;
        Note(link, "transfer", _writer.Lines(begun.Transfer).Concat(_writer.MessageLines([.. begun.Message], isBatch)));
    }

    private string LinkOf(ClientFrame frame, int field) => _attached[(frame.Channel, Field(frame, field).Value)];

    // A disposition names deliveries of its session; each client has one link of a role in a session.
    private string LinkOfRole(ClientFrame frame)
    {
        var role = Field(frame, 0).Value is true ? "receiver" : "sender";
        return _attached.Last(link => link.Key.Channel == frame.Channel && link.Value.StartsWith(role, StringComparison.Ordinal)).Value;
    }

    // How often the same is said depends on how much came at once.
    private void Note(string link, string name, IEnumerable<string> lines)
    {
        if (!_steps.TryGetValue(link, out var steps))
        {
            _links.Add(link);
            _steps[link] = steps = [];
        }

        var step = $"  {name}\n{string.Concat(lines.Select(line => $"    {line}\n"))}";
        if (steps.Count == 0 || steps[^1] != step)
            steps.Add(step);
    }

    private static WireValue Field(ClientFrame frame, int index) => Field(frame.Performative, index);

    private static WireValue Field(WireValue performative, int index) =>
        index < performative.Items.Count ? performative.Items[index] : new("null");
}
