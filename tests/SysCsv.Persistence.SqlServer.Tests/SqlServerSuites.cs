using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.SqlServer.Tests;

public sealed class SqlServerUpsertTests(SqlServerStoreHarness harness) : UpsertTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerIdempotencyTests(SqlServerStoreHarness harness) : IdempotencyTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerWinnerTests(SqlServerStoreHarness harness) : WinnerTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerCountsTests(SqlServerStoreHarness harness) : CountsTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerFailedRowTests(SqlServerStoreHarness harness) : FailedRowTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerCompletionTests(SqlServerStoreHarness harness) : CompletionTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerConcurrencyTests(SqlServerStoreHarness harness) : ConcurrencyTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerReadingTests(SqlServerStoreHarness harness) : ReadingTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerSchemaTests(SqlServerStoreHarness harness) : SchemaTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerErrorContractTests(SqlServerStoreHarness harness) : ErrorContractTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerLookupTests(SqlServerStoreHarness harness) : LookupTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerScanningTests(SqlServerStoreHarness harness) : ScanningTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerCreditTests(SqlServerStoreHarness harness) : CreditTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerErasureTests(SqlServerStoreHarness harness) : ErasureTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;

public sealed class SqlServerEditingTests(SqlServerStoreHarness harness) : EditingTests<SqlServerStoreHarness>(harness), IClassFixture<SqlServerStoreHarness>;
