using System.Data;
using System.Data.Common;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>A transaction of <see cref="OneRowServer"/>: of nothing.</summary>
internal sealed class OneRowTransaction(DbConnection connection, IsolationLevel level) : DbTransaction
{
    public override IsolationLevel IsolationLevel => level;

    protected override DbConnection DbConnection => connection;

    public override void Commit()
    {
        // There is nothing to commit.
    }

    public override void Rollback()
    {
        // There is nothing to take back.
    }
}
