using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Sqlite;

public sealed class SqliteUpsertTests(SqliteStoreHarness harness) : UpsertTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteIdempotencyTests(SqliteStoreHarness harness) : IdempotencyTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteWinnerTests(SqliteStoreHarness harness) : WinnerTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteCountsTests(SqliteStoreHarness harness) : CountsTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteFailedRowTests(SqliteStoreHarness harness) : FailedRowTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteCompletionTests(SqliteStoreHarness harness) : CompletionTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteConcurrencyTests(SqliteStoreHarness harness) : ConcurrencyTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteReadingTests(SqliteStoreHarness harness) : ReadingTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteSchemaTests(SqliteStoreHarness harness) : SchemaTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteErrorContractTests(SqliteStoreHarness harness) : ErrorContractTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteLookupTests(SqliteStoreHarness harness) : LookupTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteScanningTests(SqliteStoreHarness harness) : ScanningTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteCreditTests(SqliteStoreHarness harness) : CreditTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteErasureTests(SqliteStoreHarness harness) : ErasureTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;

public sealed class SqliteEditingTests(SqliteStoreHarness harness) : EditingTests<SqliteStoreHarness>(harness), IClassFixture<SqliteStoreHarness>;
