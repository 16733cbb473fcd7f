using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Portable;

public sealed class PortableUpsertTests(PortableStoreHarness harness) : UpsertTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableIdempotencyTests(PortableStoreHarness harness) : IdempotencyTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableWinnerTests(PortableStoreHarness harness) : WinnerTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableCountsTests(PortableStoreHarness harness) : CountsTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableFailedRowTests(PortableStoreHarness harness) : FailedRowTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableCompletionTests(PortableStoreHarness harness) : CompletionTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableConcurrencyTests(PortableStoreHarness harness) : ConcurrencyTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableReadingTests(PortableStoreHarness harness) : ReadingTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableSchemaTests(PortableStoreHarness harness) : SchemaTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableErrorContractTests(PortableStoreHarness harness) : ErrorContractTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableLookupTests(PortableStoreHarness harness) : LookupTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableScanningTests(PortableStoreHarness harness) : ScanningTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableCreditTests(PortableStoreHarness harness) : CreditTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableErasureTests(PortableStoreHarness harness) : ErasureTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;

public sealed class PortableEditingTests(PortableStoreHarness harness) : EditingTests<PortableStoreHarness>(harness), IClassFixture<PortableStoreHarness>;
