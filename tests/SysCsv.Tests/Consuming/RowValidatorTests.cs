using SysCsv.Consuming;
using SysCsv.Imports;

namespace SysCsv.Tests.Consuming;

public sealed class RowValidatorTests
{
    private const string File = "Name,Email\nAnn,ann@example.com\nBob,bob@blocked.example\n";

    [Fact]
    public async Task Refused_row_is_rejected_with_the_validators_reason_and_its_raw_text()
    {
        await using var harness = new ConsumerHarness(builder => builder.AddRowValidator<BlockedDomain>());

        var import = await harness.ImportAsync(File);

        Assert.Equal(new ImportCounts(1, 0, 0, 1, 0), import.Counts);
        var row = Assert.Single((await harness.Store.ListRejectedAsync(import.Id)).Items);
        Assert.Equal(("domain-blocked", "Mail to this domain is blocked.", "Bob,bob@blocked.example"), (row.Reason, row.Detail, row.RawText));
    }

    [Fact]
    public async Task Validator_that_always_throws_fails_its_row_and_no_other()
    {
        await using var harness = new ConsumerHarness(builder => builder.AddRowValidator<Broken>());

        var import = await harness.ImportAsync(File);
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(1, 0, 0, 0, 1), import.Counts);
        Assert.Contains("InvalidOperationException", Assert.Single(await harness.DeadLettersAsync()).Reason, StringComparison.Ordinal);
    }

    // What an HttpClient throws at its own timeout looks like a cancellation, but nobody asked the consumer to stop.
    [Fact]
    public async Task Validator_that_times_out_fails_its_row_and_no_other()
    {
        await using var harness = new ConsumerHarness(builder => builder.AddRowValidator<TooSlow>());

        var import = await harness.ImportAsync(File);
        await harness.DrainedAsync();

        Assert.Equal(new ImportCounts(1, 0, 0, 0, 1), import.Counts);
        Assert.Contains("TaskCanceledException", Assert.Single(await harness.DeadLettersAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validator_that_says_it_is_transient_is_asked_again_until_it_answers()
    {
        await using var harness = new ConsumerHarness(builder => builder.AddRowValidator<AwayForAWhile>());

        var import = await harness.ImportAsync(File);

        Assert.Equal(new ImportCounts(2, 0, 0, 0, 0), import.Counts);
    }

    private sealed class BlockedDomain : IRowValidator
    {
        public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken) =>
            new(row.Email.Normalized.EndsWith("@blocked.example", StringComparison.Ordinal) ? new RowRejection("domain-blocked", "Mail to this domain is blocked.") : null);
    }

    private sealed class Broken : IRowValidator
    {
        public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken) =>
            row.Key.Row == 2 ? throw new InvalidOperationException("bob@blocked.example") : new((RowRejection?)null);
    }

    private sealed class TooSlow : IRowValidator
    {
        public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken) =>
            row.Key.Row == 2 ? throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.") : new((RowRejection?)null);
    }

    private sealed class AwayForAWhile : IRowValidator
    {
        private int _calls;

        public ValueTask<RowRejection?> ValidateAsync(ImportRow row, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) < 3 ? throw new SysCsvException("The directory is away.", isTransient: true) : new((RowRejection?)null);
    }
}
