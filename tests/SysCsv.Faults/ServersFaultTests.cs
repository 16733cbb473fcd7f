using SysCsv.Faults.Setups;
using Xunit.Abstractions;

namespace SysCsv.Faults;

public sealed class ServersFaultTests(ServersSetup setup, ITestOutputHelper output)
    : FaultTests<ServersSetup>(setup, output), IClassFixture<ServersSetup>;
