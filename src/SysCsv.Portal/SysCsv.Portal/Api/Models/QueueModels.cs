using System.Text;
using SysCsv.Portal.Queue;
using SysCsv.Transports;

namespace SysCsv.Portal.Api.Models;

/// <summary>The queue now. What the broker does not tell is null.</summary>
/// <param name="OldestAgeSeconds">How long the oldest message has been in the queue without being settled; 0 if there is none.</param>
internal sealed record QueueModel(long Ready, long? InFlight, long DeadLettered, int? Consumers, double? OldestAgeSeconds)
{
    public static QueueModel Of(QueueDepth depth) =>
        new(depth.Ready, depth.InFlight, depth.DeadLettered, depth.Consumers, depth.OldestAge?.TotalSeconds);
}

/// <summary>The queue at a moment of the past.</summary>
internal sealed record QueuePointModel(DateTimeOffset At, long Ready, long InFlight, long DeadLettered, double RowsInPerSecond, double RowsOutPerSecond)
{
    public static QueuePointModel Of(QueuePoint point) =>
        new(point.At.ToUniversalTime(), point.Ready, point.InFlight, point.DeadLettered, point.RowsInPerSecond, point.RowsOutPerSecond);
}

/// <summary>A message that could not be processed.</summary>
internal sealed record DeadLetterModel(string Id, string MessageId, string Reason, int? Attempts, DateTimeOffset? Since, string Body)
{
    public static DeadLetterModel Of(DeadLetter letter) =>
        new(letter.Id, letter.MessageId, letter.Reason, letter.Attempts, letter.Since?.ToUniversalTime(), Encoding.UTF8.GetString(letter.Body.Span));
}

/// <summary>Which dead letters: some by their ids, or all that are there.</summary>
internal sealed record DeadLetterRequest(IReadOnlyList<string>? Ids = null, bool All = false)
{
    /// <summary>Null for all. Neither ids nor "all" is a mistake, not everything.</summary>
    public IReadOnlyCollection<string>? Chosen() => (Ids, All) switch
    {
        ({ Count: > 0 }, false) => Ids,
        (null or { Count: 0 }, true) => null,
        _ => throw new BadInputException("Name ids, or set all to true."),
    };
}

/// <summary>How many dead letters something was done to.</summary>
internal sealed record DoneModel(int Count);
