using SysCsv.Testing;
using SysCsv.Testing.Transports;

namespace SysCsv.Transports.AzureServiceBus.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void Every_harness_runs_every_suite() =>
        Assert.Empty(SuiteCoverage.FindGaps(typeof(CoverageTests).Assembly, typeof(TransportSuite<>)));
}
