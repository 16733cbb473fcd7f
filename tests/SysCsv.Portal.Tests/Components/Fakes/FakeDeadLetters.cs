using System.Text;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Dead letters in a list, and what was done with them.</summary>
internal sealed class FakeDeadLetters : IDeadLetterQueue
{
    public List<DeadLetter> All { get; } = [];

    public List<string> Calls { get; } = [];

    public static DeadLetter Letter(string id) => new()
    {
        Id = id,
        MessageId = $"message-{id}",
        Body = Encoding.UTF8.GetBytes("""{"name":"<script>alert(1)</script>"}"""),
        Reason = "The database refused it.",
        Attempts = 3,
        Since = Sample.Now.AddMinutes(-5),
    };

    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeadLetter>>([.. All.Take(max)]);

    public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) => Task.FromResult(Take("replay", ids));

    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) => Task.FromResult(Take("discard", ids));

    private int Take(string what, IReadOnlyCollection<string>? ids)
    {
        Calls.Add($"{what} {(ids is null ? "all" : string.Join(',', ids.Order(StringComparer.Ordinal)))}");
        return All.RemoveAll(letter => ids?.Contains(letter.Id) ?? true);
    }
}
