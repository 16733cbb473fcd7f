using SysCsv.Testing.Transports;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class RabbitMqSendingTests(RabbitMqHarness harness) : SendingTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqReceivingTests(RabbitMqHarness harness) : ReceivingTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqSettlementTests(RabbitMqHarness harness) : SettlementTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqDeadLetterTests(RabbitMqHarness harness) : DeadLetterTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqDepthTests(RabbitMqHarness harness) : DepthTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqReconnectTests(RabbitMqHarness harness) : ReconnectTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;

public sealed class RabbitMqErrorContractTests(RabbitMqHarness harness) : ErrorContractTests<RabbitMqHarness>(harness), IClassFixture<RabbitMqHarness>;
