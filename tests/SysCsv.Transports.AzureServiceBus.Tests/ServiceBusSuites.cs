using SysCsv.Testing.Transports;

namespace SysCsv.Transports.AzureServiceBus.Tests;

public sealed class ServiceBusSendingTests(ServiceBusHarness harness) : SendingTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusReceivingTests(ServiceBusHarness harness) : ReceivingTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusSettlementTests(ServiceBusHarness harness) : SettlementTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusDeadLetterTests(ServiceBusHarness harness) : DeadLetterTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusDepthTests(ServiceBusHarness harness) : DepthTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusReconnectTests(ServiceBusHarness harness) : ReconnectTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;

public sealed class ServiceBusErrorContractTests(ServiceBusHarness harness) : ErrorContractTests<ServiceBusHarness>(harness), IClassFixture<ServiceBusHarness>;
