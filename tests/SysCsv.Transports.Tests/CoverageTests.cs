using SysCsv.Testing;
using SysCsv.Testing.Transports;
using SysCsv.Transports.Tests.InMemory;

namespace SysCsv.Transports.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void Every_harness_runs_every_suite() =>
        Assert.Empty(SuiteCoverage.FindGaps(typeof(CoverageTests).Assembly, typeof(TransportSuite<>)));

    [Fact]
    public void A_suite_that_is_not_run_is_named()
    {
        var types = typeof(CoverageTests).Assembly.GetTypes().Where(type => type != typeof(InMemoryDepthTests)).ToList();

        Assert.Equal(["InMemoryHarness does not run DepthTests"], SuiteCoverage.FindGaps(types, typeof(TransportSuite<>)));
    }
}
