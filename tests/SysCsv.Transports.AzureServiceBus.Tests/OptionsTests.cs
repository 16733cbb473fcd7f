using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Tests;

public sealed class OptionsTests
{
    private const string Valid = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=s3cr3t";

    [Fact]
    public void Missing_connection_string_is_refused_by_the_name_of_the_setting()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(builder => builder.UseAzureServiceBus()));

        Assert.Contains("SysCsv:AzureServiceBus:ConnectionString is not set", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionString", "s3cr3t")]
    [InlineData("Queue", "")]
    [InlineData("Queue", "a b")]
    [InlineData("LockDuration", "00:10:00")]
    [InlineData("DeliveryLimit", "1")]
    [InlineData("DuplicateDetection", "00:00:01")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("ManagementUri", "amqp://host")]
    public void Value_out_of_range_is_refused_by_the_name_of_the_setting(string setting, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(
            builder => builder.UseAzureServiceBus(), ("ConnectionString", Valid), (setting, value)));

        Assert.Contains($"SysCsv:AzureServiceBus:{setting} ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionString", Valid, "no address of RabbitMQ")]
    [InlineData("ConnectionString", "amqp://host/s3cr3t", "no user and password")]
    [InlineData("UseWebSockets", "true", "WebSockets")]
    [InlineData("DuplicateDetection", "00:10:00", "does not detect duplicates")]
    [InlineData("Dialect", "7", "must be ServiceBus or RabbitMq")]
    public void What_the_dialect_of_RabbitMq_has_nothing_for_is_refused_at_start(string setting, string value, string fault)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(
            builder => builder.UseAzureServiceBus(), ("Dialect", "RabbitMq"), ("ConnectionString", "amqp://user:s3cr3t@host/"), (setting, value)));

        Assert.Contains($"SysCsv:AzureServiceBus:{setting} ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_of_RabbitMq_gives_user_virtual_host_and_management()
    {
        var endpoint = Endpoint.From(
            new() { Dialect = AmqpDialect.RabbitMq, ConnectionString = "amqps://us%40er:p%2Fw%3A@host/team%2Fa" }, TimeProvider.System);

        Assert.Equal(("amqps://host:5671/", "https://host:15671/"), (endpoint.Address.AbsoluteUri, endpoint.Management.AbsoluteUri));
        Assert.Equal(("us@er", "p/w:", "vhost:team/a"), (endpoint.User, endpoint.Password, endpoint.NamedHost));
        Assert.Null(endpoint.Tokens);
    }

    [Fact]
    public async Task Configuration_binds_and_registers_one_transport_for_both_sides()
    {
        await using var services = Start(
            builder => builder.UseAzureServiceBus().UseAzureServiceBus(),
            ("ConnectionString", Valid), ("Queue", "contacts"), ("DeliveryLimit", "7"), ("Dialect", "ServiceBus"), ("DuplicateDetection", "00:10:00"));

        var options = services.GetRequiredService<IOptions<AzureServiceBusOptions>>().Value;
        Assert.Equal(("contacts", 7, TimeSpan.FromMinutes(10)), (options.Queue, options.DeliveryLimit, options.DuplicateDetection));
        Assert.Same(services.GetRequiredService<ITransport>(), services.GetRequiredService<IDeadLetterQueue>());
        Assert.IsType<AzureServiceBusTransport>(services.GetRequiredService<ITransport>());
        Assert.Equal("AzureServiceBus", Assert.Single(services.GetRequiredService<SysCsvComposition>().Transports));
    }

    [Fact]
    public void Several_rows_share_a_message_unless_the_application_says_otherwise()
    {
        var services = new ServiceCollection();

        new SysCsvBuilder(services).UseAzureServiceBus(Valid);

        Assert.Equal(50, SysCsvComposition.Of(services).PreferredRowsPerMessage);
    }

    [Fact]
    public async Task Code_goes_over_the_section_which_says_the_rest()
    {
        await using var services = Start(
            builder => builder.UseAzureServiceBus(Valid), ("ConnectionString", "Endpoint=sb://section"), ("Queue", "contacts"), ("DeliveryLimit", "7"));

        var options = services.GetRequiredService<IOptions<AzureServiceBusOptions>>().Value;
        Assert.Equal((Valid, "contacts", 7), (options.ConnectionString, options.Queue, options.DeliveryLimit));
    }

    [Fact]
    public void Endpoint_alone_is_enough_beside_a_token_provider() => Start(builder => builder.UseAzureServiceBus(options =>
    {
        options.ConnectionString = "Endpoint=sb://contoso.servicebus.windows.net/";
        options.TokenProvider = _ => new(new AzureServiceBusToken("token", DateTimeOffset.MaxValue));
    })).Dispose();

    [Fact]
    public void Options_and_tokens_do_not_print_secrets()
    {
        Assert.DoesNotContain("s3cr3t", new AzureServiceBusOptions { ConnectionString = Valid }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", new AzureServiceBusToken("s3cr3t", DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Start(Action<SysCsvBuilder> use, params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        var values = settings.GroupBy(s => s.Setting).Select(g => KeyValuePair.Create($"SysCsv:AzureServiceBus:{g.Key}", (string?)g.Last().Value));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        use(new SysCsvBuilder(services));
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return provider;
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }
}
