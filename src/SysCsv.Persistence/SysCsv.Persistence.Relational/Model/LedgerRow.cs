namespace SysCsv.Persistence.Relational.Model;

/// <summary>The table <c>row_ledger</c>: which rows of an import are accounted for, one bit each. See docs/decisions/0003-row-ledger.md.</summary>
internal sealed class LedgerRow
{
    public Guid ImportId { get; set; }

    public long Block { get; set; }

    public required byte[] Bits { get; set; }
}
