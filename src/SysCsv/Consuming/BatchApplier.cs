using Microsoft.Extensions.Logging;
using SysCsv.Diagnostics;
using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Persistence;

namespace SysCsv.Consuming;

/// <summary>
/// Applies work to the store until it is applied: waits out an outage, and halves a batch that fails for good
/// until the row at fault is alone, which is accounted for as failed.
/// </summary>
internal sealed class BatchApplier(
    IContactStore store, RowChecker checker, SysCsvTelemetry telemetry, TimeProvider clock, ILogger<BatchApplier> logger)
{
    private const int ValidatorAttempts = 3;

    public async Task ApplyAsync(IReadOnlyList<Work> work, CancellationToken cancellationToken)
    {
        var builder = new BatchBuilder();
        foreach (var item in work)
            builder.AddHead(item.Message);
        var rows = Rows(work);
        foreach (var row in rows)
            await CheckAsync(row, builder, cancellationToken);

        if (await TryApplyAsync(builder.Build(), cancellationToken) is not { } refusal)
            return;

        await ApplyHeadsAsync(work, cancellationToken);
        await HalveAsync(rows, refusal, cancellationToken);
    }

    /// <summary>Applies what the messages say besides rows, so that halving has rows only to look at.</summary>
    private async Task ApplyHeadsAsync(IReadOnlyList<Work> work, CancellationToken cancellationToken)
    {
        var heads = new BatchBuilder();
        foreach (var item in work)
        {
            item.Fault = null;
            heads.AddHead(item.Message);
        }

        if (await TryApplyAsync(heads.Build(), cancellationToken) is not { } refusal)
            return;
        foreach (var item in work)
            if (item.Message.Rows.Length == 0)
                item.Fault = Refused(refusal);
    }

    private async Task CheckAsync(WorkRow row, BatchBuilder batch, CancellationToken cancellationToken)
    {
        Backoff? backoff = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await checker.CheckAsync(row.Key, row.Row, batch, cancellationToken);
                return;
            }
            catch (SysCsvException exception) when (exception.IsTransient)
            {
                telemetry.Retried("validate");
                logger.ValidatorWaits(exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The validator is the user's code: whatever it throws is about this row only. A request's own timeout is a cancellation, too.
                if (attempt == ValidatorAttempts)
                {
                    Fail(row, $"A row validator failed with {exception.GetType().Name}.", batch);
                    return;
                }
            }

            backoff ??= new();
            await Task.Delay(backoff.Next(), clock, cancellationToken);
        }
    }

    private static void Fail(WorkRow row, string reason, BatchBuilder batch)
    {
        row.Work.Fault = reason;
        batch.Fail(row.Work.Message, row.Row, reason);
    }

    /// <summary>Applies the rows in halves until the row at fault is alone.</summary>
    private async Task HalveAsync(IReadOnlyList<WorkRow> rows, StoreException refusal, CancellationToken cancellationToken)
    {
        if (rows.Count <= 1)
        {
            foreach (var row in rows)
                await FailAsync(row, refusal, cancellationToken);
            return;
        }

        var half = rows.Count / 2;
        foreach (var part in new[] { rows.Take(half).ToList(), rows.Skip(half).ToList() })
        {
            var builder = new BatchBuilder();
            foreach (var row in part)
            {
                builder.AddPolicy(row.Work.Message);
                await CheckAsync(row, builder, cancellationToken);
            }

            if (await TryApplyAsync(builder.Build(), cancellationToken) is { } partRefusal)
                await HalveAsync(part, partRefusal, cancellationToken);
        }
    }

    private async Task FailAsync(WorkRow row, StoreException refusal, CancellationToken cancellationToken)
    {
        var builder = new BatchBuilder();
        Fail(row, Refused(refusal), builder);
        if (await TryApplyAsync(builder.Build(), cancellationToken) is { } again)
            throw again;
    }

    private static string Refused(StoreException refusal) => $"The database refused it: {refusal.Message}";

    /// <summary>Applies the batch, however long the database is away.</summary>
    /// <returns>Null once applied; the refusal if a row is at fault.</returns>
    private async Task<StoreException?> TryApplyAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                var result = await store.ApplyAsync(batch, cancellationToken);
                telemetry.RowsConsumed(result);
                foreach (var import in result.Completed)
                    logger.ImportCompleted(import);
                return null;
            }
            catch (StoreException exception)
            {
                if (exception.Failure == StoreFailure.DataRefused || (exception.Failure == StoreFailure.Other && await IsWellAsync(cancellationToken)))
                    return exception;

                telemetry.Retried("apply");
                logger.ApplyWaits(exception);
                await Task.Delay(backoff.Next(), clock, cancellationToken);
            }
        }
    }

    // A fault of unknown kind is laid on a row only while the database is well: nothing is dead-lettered for an outage.
    private async Task<bool> IsWellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private static List<WorkRow> Rows(IReadOnlyList<Work> work)
    {
        var rows = new List<WorkRow>(work.Count);
        foreach (var item in work)
            foreach (var row in item.Message.Rows)
                rows.Add(new(item, row));
        return rows;
    }

    private readonly record struct WorkRow(Work Work, MessageRow Row)
    {
        public RowKey Key => new(Work.Message.Import, Row.Row);
    }
}
