using System.Text.RegularExpressions;

namespace SysCsv.Transports.AzureServiceBus.Tests.Shapes;

/// <summary>Something that one client sends and the other does not, and why that is all right.</summary>
internal sealed record KnownDifference(string Pattern, string Reason)
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("^official: connection, open, properties\\[symbol (product|version|user-agent|platform|framework)]", "How a client introduces itself; nothing depends on it."),
        new("^(transport|official): connection, open, (idle-time-out|max-frame-size|channel-max): ", "Limits are each client's own. 64 KB is the frame size that the service offers itself."),
        new("^transport: .*, begin, handle-max: ", "More links in a session than either client ever opens."),
        new("^(transport|official): .*, attach, (source\\.address|source$|target\\.address|target$)", "The client's own end of a link: a name of its choice, or none. The service's end is the same, or it would be another link."),
        new("^official: receiver from \\{queue}, attach, properties\\[symbol com\\.microsoft:receiver-name]", "A name for the logs of the service."),
        new("^transport: .*, flow, drain: boolean false$", "The default, spelled out."),
        new("^transport: receiver from \\{queue}, flow, drain: boolean true$", "Before it goes, the transport has the broker stop, so that nothing stays locked on the way; the official client for JavaScript lets such locks expire."),
        new("^(transport|official): receiver from (\\$cbs|.*/\\$management), flow, link-credit: uint (100|1000)$", "How many responses may be on the way."),
        new("^official: .*, disposition, last: ", "The same as first, which is what its absence says."),
        new("^official: .*, (detach|end)(, |$)", "The transport closes sessions or the connection, which ends their links; the official client detaches each first."),
        new("^official: .*, transfer, (more: boolean false|header|data/header)$", "Defaults, spelled out."),
        new("^transport: .*, transfer, batchable: boolean true$", "A hint that the broker may confirm several transfers at once."),
        new("^transport: .*, transfer, data/header\\.durable: boolean true$", "The service keeps every message; another broker wants to be told."),
        new("^official: sender to \\{queue}, transfer, (application-properties|properties\\.content-type)", "The official client gives the envelope of a batch all that its first message has; Microsoft's client for .NET, as ours, no more than the id."),
        new("^official: sender to \\$cbs, transfer, properties\\.to: ", "Repeats the address of the link."),
        new("^transport: sender to \\$cbs, transfer, application-properties\\[string expiration]", "Documented, optional: a token says itself when it ends."),
        new("^(transport|official): sender to \\{queue}/\\$management, transfer, application-properties\\[string associated-link-name]", "Both name their receiving link, each by a name of its own."),
        new("^official: .*, transfer, application-properties\\[string com\\.microsoft:tracking-id]", "For the logs of the service."),
        new("^transport: receiver from \\{queue}, disposition, state\\.error\\.info\\[symbol (DeadLetterReason|DeadLetterErrorDescription)]", "Keys are symbols as the type says, and as Microsoft's client for .NET sends them."),
        new("^official: receiver from \\{queue}, disposition, state\\.error\\.info\\[string (DeadLetterReason|DeadLetterErrorDescription|extra)]", "Keys are strings against the type, which the service takes; the extra property is the scenario's."),
        new("^official: receiver from \\{queue}, disposition, state\\.message-annotations\\[symbol note]", "The scenario's own property."),
    ];

    public bool Covers(string difference) => Regex.IsMatch(difference, Pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
