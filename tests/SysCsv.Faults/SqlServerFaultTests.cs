using SysCsv.Faults.Setups;
using Xunit.Abstractions;

namespace SysCsv.Faults;

public sealed class SqlServerFaultTests(SqlServerSetup setup, ITestOutputHelper output)
    : FaultTests<SqlServerSetup>(setup, output), IClassFixture<SqlServerSetup>;
