using SysCsv.Testing.Transports;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

public sealed class AmqpBrokerSendingTests(AmqpBrokerHarness harness) : SendingTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerReceivingTests(AmqpBrokerHarness harness) : ReceivingTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerSettlementTests(AmqpBrokerHarness harness) : SettlementTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerDeadLetterTests(AmqpBrokerHarness harness) : DeadLetterTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerDepthTests(AmqpBrokerHarness harness) : DepthTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerReconnectTests(AmqpBrokerHarness harness) : ReconnectTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;

public sealed class AmqpBrokerErrorContractTests(AmqpBrokerHarness harness) : ErrorContractTests<AmqpBrokerHarness>(harness), IClassFixture<AmqpBrokerHarness>;
