using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>Short ways to make rows and batches.</summary>
public static class TestRows
{
    private static long _imports;

    /// <summary>The id of a new import, later than all made before in this process.</summary>
    public static ImportId NewImport()
    {
        var number = Interlocked.Increment(ref _imports);
        var time = DateTimeOffset.UnixEpoch.AddYears(50).AddMilliseconds(number);
        return new(Guid.CreateVersion7(time));
    }

    /// <summary>A valid row.</summary>
    public static AcceptedRow Accepted(ImportId import, long row, string email, string? name = null, params (string Label, string Value)[] attributes)
    {
        Assert.Null(EmailAddress.Parse(email, out var address));
        var pairs = attributes.Select(pair => KeyValuePair.Create(pair.Label, pair.Value));
        return new(new(import, row), address!, new(address!.Written, name, ContactAttributes.From(pairs)));
    }

    /// <summary>A refused row.</summary>
    public static RejectedRow Rejected(ImportId import, long row, string reason = RejectReason.EmailInvalid) =>
        new(new(import, row), row + 1, reason, null, $"raw {row}");

    /// <summary>A row for the dead letters.</summary>
    public static FailedRow Failed(ImportId import, long row) => new(new(import, row), row + 1, "It failed.", $"raw {row}");

    /// <summary>A batch of accepted rows, whose imports all have one policy.</summary>
    public static RowBatch Batch(DuplicatePolicy policy, params IEnumerable<AcceptedRow> rows)
    {
        var accepted = rows.ToList();
        return new() { Accepted = accepted, Policies = accepted.Select(row => row.Key.Import).Distinct().ToDictionary(import => import, _ => policy) };
    }

    /// <summary>An empty batch for imports that all have one policy.</summary>
    public static RowBatch For(DuplicatePolicy policy, params ImportId[] imports) => new() { Policies = imports.ToDictionary(import => import, _ => policy) };

    /// <summary>The start message of an import.</summary>
    public static RowBatch Start(ImportId import, DuplicatePolicy policy) => For(policy, import) with { Starts = [new(import, "contacts.csv", ["email", "name"])] };

    /// <summary>The end message of an import.</summary>
    public static RowBatch End(ImportId import, DuplicatePolicy policy, long records) => For(policy, import) with { Ends = [new(import, records)] };
}
