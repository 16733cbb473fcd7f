using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.InMemory;

public sealed class InMemoryUpsertTests(InMemoryStoreHarness harness) : UpsertTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryIdempotencyTests(InMemoryStoreHarness harness) : IdempotencyTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryWinnerTests(InMemoryStoreHarness harness) : WinnerTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryCountsTests(InMemoryStoreHarness harness) : CountsTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryFailedRowTests(InMemoryStoreHarness harness) : FailedRowTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryCompletionTests(InMemoryStoreHarness harness) : CompletionTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryConcurrencyTests(InMemoryStoreHarness harness) : ConcurrencyTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryReadingTests(InMemoryStoreHarness harness) : ReadingTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemorySchemaTests(InMemoryStoreHarness harness) : SchemaTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryErrorContractTests(InMemoryStoreHarness harness) : ErrorContractTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryLookupTests(InMemoryStoreHarness harness) : LookupTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryScanningTests(InMemoryStoreHarness harness) : ScanningTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryCreditTests(InMemoryStoreHarness harness) : CreditTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryErasureTests(InMemoryStoreHarness harness) : ErasureTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;

public sealed class InMemoryEditingTests(InMemoryStoreHarness harness) : EditingTests<InMemoryStoreHarness>(harness), IClassFixture<InMemoryStoreHarness>;
