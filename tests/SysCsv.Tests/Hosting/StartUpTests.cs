using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SysCsv.Testing.Persistence;
using SysCsv.Testing.Transports;

namespace SysCsv.Tests.Hosting;

public sealed class StartUpTests
{
    [Fact]
    public async Task Host_without_a_transport_is_refused_with_what_to_call()
    {
        var fault = await StartAsync(builder => builder.Services.AddSysCsvPublisher());

        Assert.Contains("SysCsv has no transport. Call UseEmbeddedTransport(), UseRabbitMq() or UseAzureServiceBus() after AddSysCsvPublisher().", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consumer_without_a_store_is_refused_with_what_to_call()
    {
        var fault = await StartAsync(builder => builder.Services.AddSysCsvConsumer().UseInMemoryTransport());

        Assert.Contains("SysCsv has no store. Call UseSqlite(), UsePostgres(), UseSqlServer() or UseRelational() after AddSysCsvConsumer().", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_transports_in_one_host_are_refused_by_name()
    {
        var fault = await StartAsync(builder => builder.Services.AddSysCsvPublisher().UseInMemoryTransport()
            .AddTransport("Other", _ => new InMemoryTransport()));

        Assert.Contains("InMemory and Other", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SysCsv:Consumer:Concurrency", "0")]
    [InlineData("SysCsv:Consumer:BatchSize", "-1")]
    [InlineData("SysCsv:Consumer:BatchWait", "2.00:00:00")]
    [InlineData("SysCsv:Publisher:RowsPerMessage", "0")]
    [InlineData("SysCsv:Publisher:MaxBatchesInFlight", "65")]
    public async Task Wrong_setting_is_named_by_its_key(string key, string value)
    {
        var fault = await StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new(key, value)]);
            builder.Services.AddSysCsvPublisher().UseInMemoryTransport();
            builder.Services.AddSysCsvConsumer().UseInMemoryTransport().UseInMemoryStore();
        });

        Assert.Contains(key, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_goes_over_the_section_and_both_over_what_suits_the_transport_however_often_a_role_is_added()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("SysCsv:Publisher:RowsPerMessage", "3"), new("SysCsv:Publisher:MaxBatchesInFlight", "2")]);
        builder.Services.AddSysCsvPublisher(publisher => publisher.MaxBatchesInFlight = 5).UseInMemoryTransport().PreferRowsPerMessage(50);
        builder.Services.AddSysCsvPublisher();

        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<PublisherOptions>>().Value;

        Assert.Equal((3, 5), (options.RowsPerMessage, options.MaxBatchesInFlight));
    }

    [Fact]
    public async Task Publisher_and_consumer_share_what_both_name()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSysCsvPublisher().UseInMemoryTransport();
        builder.Services.AddSysCsvConsumer().UseInMemoryTransport().UseInMemoryStore();

        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    private static async Task<string> StartAsync(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        configure(builder);
        using var host = builder.Build();
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Message;
    }
}
