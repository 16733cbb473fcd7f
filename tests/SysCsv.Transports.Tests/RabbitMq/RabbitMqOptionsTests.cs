using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class RabbitMqOptionsTests
{
    [Fact]
    public void Missing_address_is_refused_by_the_name_of_the_setting()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(builder => builder.UseRabbitMq()));

        Assert.Contains("SysCsv:RabbitMq:Uri is not set", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:s3cr3t@host/")]
    [InlineData("s3cr3t@host")]
    [InlineData("amqp:s3cr3t")]
    public void Wrong_address_is_refused_without_showing_it(string uri)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(builder => builder.UseRabbitMq(uri)));

        Assert.Contains("SysCsv:RabbitMq:Uri", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeliveryLimit", "1")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("ManagementUri", "amqp://host")]
    [InlineData("Queue", "")]
    public void Value_out_of_range_is_refused_by_the_name_of_the_setting(string setting, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Start(
            builder => builder.UseRabbitMq(), ("Uri", "amqp://localhost"), (setting, value)));

        Assert.Contains($"SysCsv:RabbitMq:{setting} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_binds_and_registers_one_transport_for_both_sides()
    {
        await using var services = Start(
            builder => builder.UseRabbitMq().UseRabbitMq(), ("Uri", "amqps://localhost"), ("Queue", "contacts"), ("DeliveryLimit", "7"));

        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        Assert.Equal(("contacts", 7), (options.Queue, options.DeliveryLimit));
        Assert.Same(services.GetRequiredService<ITransport>(), services.GetRequiredService<IDeadLetterQueue>());
        Assert.IsType<RabbitMqTransport>(services.GetRequiredService<ITransport>());
        Assert.Equal("RabbitMq", Assert.Single(services.GetRequiredService<SysCsvComposition>().Transports));
    }

    [Fact]
    public async Task Code_goes_over_the_section_which_says_the_rest()
    {
        await using var services = Start(
            builder => builder.UseRabbitMq("amqp://code"), ("Uri", "amqp://section"), ("Queue", "contacts"), ("DeliveryLimit", "7"));

        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        Assert.Equal(("amqp://code", "contacts", 7), (options.Uri, options.Queue, options.DeliveryLimit));
    }

    [Fact]
    public async Task Section_is_read_before_all_code_of_a_host_that_names_the_transport_twice()
    {
        await using var services = Start(
            builder => builder.UseRabbitMq(options => options.Queue = "code").UseRabbitMq(), ("Uri", "amqp://localhost"), ("Queue", "section"));

        Assert.Equal("code", services.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Queue);
    }

    [Fact]
    public void Container_without_configuration_takes_code_alone()
    {
        var services = new ServiceCollection();
        new SysCsvBuilder(services).UseRabbitMq("amqp://localhost");
        using var provider = services.BuildServiceProvider();

        Assert.Equal("amqp://localhost", provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Uri);
    }

    [Fact]
    public void Options_do_not_print_the_address() =>
        Assert.DoesNotContain("s3cr3t", new RabbitMqOptions { Uri = "amqp://u:s3cr3t@host" }.ToString(), StringComparison.Ordinal);

    private static ServiceProvider Start(Action<SysCsvBuilder> use, params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"SysCsv:RabbitMq:{s.Setting}", (string?)s.Value)))
            .Build());
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
