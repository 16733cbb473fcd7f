using System.Diagnostics.CodeAnalysis;
using SysCsv.Consuming;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Uploads;

/// <summary>Imports a file for a try into a store of its own: the counts come from the code that makes them in earnest.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to free.")]
internal sealed class DryRuns(StagingFolder staging, IContactReader reader, IEnumerable<IRowValidator> validators, TimeProvider clock) : IDryRuns
{
    private const int RowsPerBatch = 1_000;
    private const int BatchesPerReport = 2;

    // Each costs a core and some disk; who comes later waits.
    private const int AtOnce = 2;

    private readonly RowChecker _checker = new(validators);
    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);

    public async Task<DryRunResult> RunAsync(
        Guid upload, CsvReadOptions reading, DuplicatePolicy policy, IProgress<DryRunProgress> progress, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await RunOnceAsync(upload, reading, policy, progress, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<DryRunResult> RunOnceAsync(
        Guid upload, CsvReadOptions reading, DuplicatePolicy policy, IProgress<DryRunProgress> progress, CancellationToken cancellationToken)
    {
        await using var file = staging.OpenFile(upload);
        await using var records = await CsvRecordReader.OpenAsync(file, reading, cancellationToken);
        await using var store = await DryRunStore.OpenAsync(staging.DryRunOf(Guid.NewGuid()), reader, clock, cancellationToken);
        var run = new Run(store, new(ImportId.New(clock), policy), records, _checker);
        for (var batch = 1; await run.ApplyNextAsync(cancellationToken); batch++)
            if (batch % BatchesPerReport == 0)
                progress.Report(new(records.RecordNumber, records.BytesRead, file.Length, await run.CountAsync(cancellationToken)));

        var result = await run.EndAsync(cancellationToken);
        progress.Report(new(records.RecordNumber, file.Length, file.Length, result.Counts));
        return result;
    }

    /// <summary>The import that is tried.</summary>
    private sealed record Import(ImportId Id, DuplicatePolicy Policy)
    {
        public IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies { get; } = new Dictionary<ImportId, DuplicatePolicy> { [Id] = Policy };
    }

    private sealed class Run(DryRunStore store, Import import, CsvRecordReader records, RowChecker checker)
    {
        private readonly DryRunExamples _examples = new(store.Contacts);

        /// <returns>Whether there may be more.</returns>
        public async Task<bool> ApplyNextAsync(CancellationToken cancellationToken)
        {
            var (batch, more) = await ReadAsync(cancellationToken);
            var (brought, earlier) = await store.BringAsync(batch.Accepted, cancellationToken);
            _examples.Before(batch, brought, earlier);
            await store.Store.ApplyAsync(batch with { Policies = import.Policies }, cancellationToken);
            await _examples.AfterAsync(cancellationToken);
            return more;
        }

        public async Task<ImportCounts> CountAsync(CancellationToken cancellationToken) =>
            (await store.Imports.FindImportAsync(import.Id, cancellationToken))?.Counts ?? default;

        public async Task<DryRunResult> EndAsync(CancellationToken cancellationToken) => new(
            await CountAsync(cancellationToken),
            await store.Imports.CountRejectedAsync(import.Id, cancellationToken),
            (await store.Imports.ListRejectedAsync(import.Id, size: DryRunExamples.Most, cancellationToken: cancellationToken)).Items,
            await _examples.NewAsync(cancellationToken),
            await _examples.ChangesAsync(cancellationToken),
            await _examples.DuplicatesAsync(cancellationToken));

        private async Task<(RowBatch Batch, bool More)> ReadAsync(CancellationToken cancellationToken)
        {
            using var messages = new RowReader(records);
            var batch = new BatchBuilder();
            for (var rows = 0; rows < RowsPerBatch; rows++)
            {
                if (!await records.ReadAsync(cancellationToken))
                    return (batch.Build(), false);
                var row = messages.Current();
                await checker.CheckAsync(new(import.Id, row.Row), row, batch, cancellationToken);
            }

            return (batch.Build(), true);
        }
    }
}
