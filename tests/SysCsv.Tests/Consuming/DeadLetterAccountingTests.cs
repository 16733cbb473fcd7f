using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Consuming;
using SysCsv.Imports;
using SysCsv.Testing.Persistence;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Tests.Consuming;

public sealed class DeadLetterAccountingTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly InMemoryTransport _transport = new();
    private readonly InMemoryContactStore _store = new();
    private readonly ImportId _import = ImportId.New(TimeProvider.System);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    [Fact]
    public async Task Letter_that_takes_the_place_of_a_discarded_one_is_accounted_for_within_some_looks()
    {
        var accounting = new DeadLetterAccounting(_transport, _store, NullLogger<DeadLetterAccounting>.Instance);
        await _transport.EnsureQueueAsync(None);
        await BuryAsync(1);
        await accounting.AccountAsync(1, None);
        await _transport.DiscardAsync(null, None);
        await BuryAsync(2);

        for (var look = 0; look < DeadLetterAccounting.LooksPerList; look++)
            await accounting.AccountAsync(1, None);

        Assert.Equal(2, (await _store.ListFailedAsync(_import)).Items.Count);
    }

    [Fact]
    public async Task Dead_letters_are_not_listed_at_every_look()
    {
        var counting = new CountingQueue(_transport);
        var accounting = new DeadLetterAccounting(counting, _store, NullLogger<DeadLetterAccounting>.Instance);
        await _transport.EnsureQueueAsync(None);
        await BuryAsync(1);

        for (var look = 0; look < 1 + (2 * DeadLetterAccounting.LooksPerList); look++)
            await accounting.AccountAsync(1, None);

        Assert.Equal(3, counting.Lists);
    }

    private async Task BuryAsync(int row)
    {
        var body = $$"""{"syscsv":1,"kind":"rows","import":"{{_import.Value:D}}","policy":"keepLast","rows":[{"row":{{row}},"line":{{row}},"email":"user{{row}}@example.com"}]}""";
        await _transport.SendAsync([new($"m-{row}", System.Text.Encoding.UTF8.GetBytes(body))], None);
        await using var receiver = await _transport.OpenReceiverAsync(1, None);
        await receiver.DeadLetterAsync(Assert.Single(await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(5), None)), "It was delivered too often.", None);
    }

    private sealed class CountingQueue(IDeadLetterQueue inner) : IDeadLetterQueue
    {
        public int Lists { get; private set; }

        public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken)
        {
            Lists++;
            return inner.ListAsync(max, cancellationToken);
        }

        public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) => inner.ReplayAsync(ids, cancellationToken);

        public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) => inner.DiscardAsync(ids, cancellationToken);
    }
}
