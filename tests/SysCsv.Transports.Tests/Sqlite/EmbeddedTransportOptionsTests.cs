using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Transports.Sqlite;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class EmbeddedTransportOptionsTests : QueueFolder
{
    [Fact]
    public void The_configuration_section_is_bound()
    {
        var options = OptionsOf(builder => builder.UseEmbeddedTransport(), new()
        {
            ["SysCsv:EmbeddedTransport:DataSource"] = "queue.db",
            ["SysCsv:EmbeddedTransport:LeaseTime"] = "00:02:00",
            ["SysCsv:EmbeddedTransport:DeliveryLimit"] = "7",
        });

        Assert.Equal(("queue.db", TimeSpan.FromMinutes(2), 7), (options.DataSource, options.LeaseTime, options.DeliveryLimit));
    }

    [Fact]
    public void A_path_is_enough()
    {
        var options = OptionsOf(builder => builder.UseEmbeddedTransport("here.db"));

        Assert.Equal(("here.db", TimeSpan.FromSeconds(60), 50), (options.DataSource, options.LeaseTime, options.DeliveryLimit));
    }

    [Fact]
    public void Code_goes_over_the_section_which_says_the_rest()
    {
        var options = OptionsOf(builder => builder.UseEmbeddedTransport("code.db"), new()
        {
            ["SysCsv:EmbeddedTransport:DataSource"] = "section.db",
            ["SysCsv:EmbeddedTransport:DeliveryLimit"] = "7",
        });

        Assert.Equal(("code.db", 7), (options.DataSource, options.DeliveryLimit));
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => OptionsOf(builder => builder.UseEmbeddedTransport(options =>
        {
            options.LeaseTime = TimeSpan.Zero;
            options.DeliveryLimit = 0;
            options.PollInterval = TimeSpan.Zero;
            options.BusyTimeout = TimeSpan.FromSeconds(-1);
        })));

        string[] settings = ["DataSource", "LeaseTime", "DeliveryLimit", "PollInterval", "BusyTimeout"];
        Assert.All(settings, setting => Assert.Contains($"SysCsv:EmbeddedTransport:{setting} ", failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_gets_one_transport_for_both_of_its_interfaces()
    {
        var services = new ServiceCollection();
        new SysCsvBuilder(services).UseEmbeddedTransport(Queue).UseEmbeddedTransport(Queue);
        await using var provider = services.BuildServiceProvider();

        var transport = Assert.IsType<SqliteTransport>(provider.GetRequiredService<ITransport>());
        Assert.Same(transport, provider.GetRequiredService<IDeadLetterQueue>());
        Assert.Equal(["Embedded"], SysCsvComposition.Of(services).Transports);
        await transport.EnsureQueueAsync(None);
        Assert.True(File.Exists(Queue));
    }

    private static EmbeddedTransportOptions OptionsOf(Action<SysCsvBuilder> use, Dictionary<string, string?>? settings = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build());
        use(new SysCsvBuilder(services));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<EmbeddedTransportOptions>>().Value;
    }
}
