using SysCsv.Testing.Transports;

namespace SysCsv.Transports.Tests.InMemory;

public sealed class InMemorySendingTests(InMemoryHarness harness) : SendingTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemoryReceivingTests(InMemoryHarness harness) : ReceivingTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemorySettlementTests(InMemoryHarness harness) : SettlementTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemoryDeadLetterTests(InMemoryHarness harness) : DeadLetterTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemoryDepthTests(InMemoryHarness harness) : DepthTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemoryReconnectTests(InMemoryHarness harness) : ReconnectTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;

public sealed class InMemoryErrorContractTests(InMemoryHarness harness) : ErrorContractTests<InMemoryHarness>(harness), IClassFixture<InMemoryHarness>;
