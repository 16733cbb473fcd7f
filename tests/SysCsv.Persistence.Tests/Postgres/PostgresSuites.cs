using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Postgres;

public sealed class PostgresUpsertTests(PostgresStoreHarness harness) : UpsertTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresIdempotencyTests(PostgresStoreHarness harness) : IdempotencyTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresWinnerTests(PostgresStoreHarness harness) : WinnerTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresCountsTests(PostgresStoreHarness harness) : CountsTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresFailedRowTests(PostgresStoreHarness harness) : FailedRowTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresCompletionTests(PostgresStoreHarness harness) : CompletionTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresConcurrencyTests(PostgresStoreHarness harness) : ConcurrencyTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresReadingTests(PostgresStoreHarness harness) : ReadingTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresSchemaTests(PostgresStoreHarness harness) : SchemaTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresErrorContractTests(PostgresStoreHarness harness) : ErrorContractTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresLookupTests(PostgresStoreHarness harness) : LookupTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresScanningTests(PostgresStoreHarness harness) : ScanningTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresCreditTests(PostgresStoreHarness harness) : CreditTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresErasureTests(PostgresStoreHarness harness) : ErasureTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;

public sealed class PostgresEditingTests(PostgresStoreHarness harness) : EditingTests<PostgresStoreHarness>(harness), IClassFixture<PostgresStoreHarness>;
