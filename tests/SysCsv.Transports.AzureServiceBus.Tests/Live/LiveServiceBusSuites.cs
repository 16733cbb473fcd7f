using SysCsv.Testing.Transports;

namespace SysCsv.Transports.AzureServiceBus.Tests.Live;

public sealed class LiveServiceBusSendingTests(LiveServiceBusHarness harness) : SendingTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusReceivingTests(LiveServiceBusHarness harness) : ReceivingTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusSettlementTests(LiveServiceBusHarness harness) : SettlementTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusDeadLetterTests(LiveServiceBusHarness harness) : DeadLetterTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusDepthTests(LiveServiceBusHarness harness) : DepthTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusReconnectTests(LiveServiceBusHarness harness) : ReconnectTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;

public sealed class LiveServiceBusErrorContractTests(LiveServiceBusHarness harness) : ErrorContractTests<LiveServiceBusHarness>(harness), IClassFixture<LiveServiceBusHarness>;
