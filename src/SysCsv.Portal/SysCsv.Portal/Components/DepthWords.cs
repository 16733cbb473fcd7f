using SysCsv.Transports;

namespace SysCsv.Portal.Components;

/// <summary>What the numbers of the queue say, also where the broker tells none.</summary>
internal static class DepthWords
{
    private const string NoAnswer = "The broker does not answer";
    private const string NotTold = "the broker does not tell";
    private const string NotKnown = "not known";

    public static string Waiting(QueueDepth? depth) => depth is null ? NoAnswer : "messages that nobody holds";

    public static string WaitingAndHeld(QueueDepth? depth) => depth switch
    {
        null => NoAnswer,
        { InFlight: { } held } => $"{Format.Number(held)} being processed",
        _ => "in the queue",
    };

    public static string Held(QueueDepth? depth) => depth switch { null => NotKnown, { InFlight: null } => NotTold, _ => "held by consumers" };

    public static string Dead(QueueDepth? depth) => depth switch { null => NotKnown, { DeadLettered: > 0 } => "wait for a decision", _ => "nothing needs repair" };

    public static Tone ToneOfDead(QueueDepth? depth) => depth is { DeadLettered: > 0 } ? Tone.Bad : Tone.Neutral;

    public static string Consumers(QueueDepth? depth) => depth switch { null => NotKnown, { Consumers: null } => NotTold, { Consumers: 0 } => "nobody takes rows", _ => "connected" };

    public static Tone ToneOfConsumers(QueueDepth? depth) => depth is { Consumers: 0 } ? Tone.Warning : Tone.Neutral;

    public static (string Value, string Note) Oldest(QueueDepth? depth) => depth switch
    {
        null => ("–", NotKnown),
        { OldestAge: null } => ("–", NotTold),
        { OldestAge.Ticks: 0 } => ("–", "nothing waits"),
        { OldestAge: { } age } => (Format.Short(age), "in the queue"),
    };
}
