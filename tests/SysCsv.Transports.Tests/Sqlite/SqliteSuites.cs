using SysCsv.Testing.Transports;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class SqliteSendingTests(SqliteHarness harness) : SendingTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteReceivingTests(SqliteHarness harness) : ReceivingTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteSettlementTests(SqliteHarness harness) : SettlementTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteDeadLetterTests(SqliteHarness harness) : DeadLetterTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteDepthTests(SqliteHarness harness) : DepthTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteReconnectTests(SqliteHarness harness) : ReconnectTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteErrorContractTests(SqliteHarness harness) : ErrorContractTests<SqliteHarness>(harness), IClassFixture<SqliteHarness>;
