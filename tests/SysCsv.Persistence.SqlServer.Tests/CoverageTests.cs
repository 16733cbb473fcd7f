using SysCsv.Testing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.SqlServer.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void Every_harness_runs_every_suite() =>
        Assert.Empty(SuiteCoverage.FindGaps(typeof(CoverageTests).Assembly, typeof(StoreTests<>)));
}
