using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Persistence;

namespace SysCsv.Consuming;

/// <summary>Collects what becomes one <see cref="RowBatch"/>.</summary>
internal sealed class BatchBuilder
{
    private readonly List<ImportStart> _starts = [];
    private readonly List<AcceptedRow> _accepted = [];
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<FailedRow> _failed = [];
    private readonly List<ImportEnd> _ends = [];
    private readonly Dictionary<ImportId, DuplicatePolicy> _policies = [];

    public void Accept(AcceptedRow row) => _accepted.Add(row);

    public void Reject(RejectedRow row) => _rejected.Add(row);

    /// <summary>Notes the policy that a message's rows are applied by.</summary>
    public void AddPolicy(ImportMessage message) => _policies[message.Import] = message.Policy;

    /// <summary>Adds what a message says besides its rows.</summary>
    public void AddHead(ImportMessage message)
    {
        AddPolicy(message);
        if (message.Start is not null)
            _starts.Add(message.Start);
        if (message.End is not null)
            _ends.Add(message.End);
    }

    /// <summary>Adds every row of a message as failed.</summary>
    public void Fail(ImportMessage message, string reason)
    {
        AddHead(message);
        foreach (var row in message.Rows)
            Fail(message, row, reason);
    }

    /// <summary>Adds one row of a message as failed.</summary>
    public void Fail(ImportMessage message, MessageRow row, string reason)
    {
        AddPolicy(message);
        _failed.Add(new(new(message.Import, row.Row), row.Line, reason, row.DecodeRawText()));
    }

    public RowBatch Build() => new()
    {
        Starts = _starts,
        Accepted = _accepted,
        Rejected = _rejected,
        Failed = _failed,
        Ends = _ends,
        Policies = _policies,
    };
}
