using System.Globalization;
using SysCsv.Transports;

namespace SysCsv.Testing.Transports;

internal sealed record InMemoryMessage(long Number, string Id, byte[] Body, string? TraceParent)
{
    public DateTimeOffset Arrived { get; init; }

    public int Attempts { get; private init; }

    public InMemoryReceiver? Holder { get; init; }

    public DateTimeOffset LockedUntil { get; private init; }

    public string Key => Number.ToString(CultureInfo.InvariantCulture);

    private string Reason { get; init; } = "";

    private DateTimeOffset Since { get; init; }

    public InMemoryMessage HeldBy(InMemoryReceiver receiver, DateTimeOffset until) =>
        this with { Holder = receiver, LockedUntil = until, Attempts = Attempts + 1 };

    public InMemoryMessage Released() => this with { Holder = null, Attempts = Attempts - 1 };

    public InMemoryMessage Dead(long number, string reason, DateTimeOffset since) =>
        this with { Number = number, Holder = null, Reason = reason, Since = since };

    public InMemoryMessage Again(long number, DateTimeOffset now) => new(number, Id, Body, TraceParent) { Arrived = now };

    public DeadLetter ToDeadLetter() =>
        new() { Id = Key, MessageId = Id, Body = Body, Reason = Reason, Attempts = Attempts, Since = Since };
}
