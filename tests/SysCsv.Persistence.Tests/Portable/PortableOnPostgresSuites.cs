using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Portable;

public sealed class PortableOnPostgresUpsertTests(PortableOnPostgresHarness harness) : UpsertTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresIdempotencyTests(PortableOnPostgresHarness harness) : IdempotencyTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresWinnerTests(PortableOnPostgresHarness harness) : WinnerTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresCountsTests(PortableOnPostgresHarness harness) : CountsTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresFailedRowTests(PortableOnPostgresHarness harness) : FailedRowTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresCompletionTests(PortableOnPostgresHarness harness) : CompletionTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresConcurrencyTests(PortableOnPostgresHarness harness) : ConcurrencyTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresReadingTests(PortableOnPostgresHarness harness) : ReadingTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresSchemaTests(PortableOnPostgresHarness harness) : SchemaTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresErrorContractTests(PortableOnPostgresHarness harness) : ErrorContractTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresLookupTests(PortableOnPostgresHarness harness) : LookupTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresScanningTests(PortableOnPostgresHarness harness) : ScanningTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresCreditTests(PortableOnPostgresHarness harness) : CreditTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresErasureTests(PortableOnPostgresHarness harness) : ErasureTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;

public sealed class PortableOnPostgresEditingTests(PortableOnPostgresHarness harness) : EditingTests<PortableOnPostgresHarness>(harness), IClassFixture<PortableOnPostgresHarness>;
