using SysCsv.Faults.Setups;
using Xunit.Abstractions;

namespace SysCsv.Faults;

public sealed class EmbeddedFaultTests(EmbeddedSetup setup, ITestOutputHelper output)
    : FaultTests<EmbeddedSetup>(setup, output), IClassFixture<EmbeddedSetup>;
