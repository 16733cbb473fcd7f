using SysCsv.Transports.AzureServiceBus.Authorization;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

public sealed class ConnectionStringTests
{
    private const string Key = "SharedAccessKeyName=Root;SharedAccessKey=s3cr3t==";

    [Theory]
    [InlineData($"Endpoint=sb://contoso.servicebus.windows.net/;{Key}", "amqps://contoso.servicebus.windows.net:5671/", "https://contoso.servicebus.windows.net/")]
    [InlineData($"endpoint = sb://contoso.servicebus.windows.net ; {Key};", "amqps://contoso.servicebus.windows.net:5671/", "https://contoso.servicebus.windows.net/")]
    [InlineData($"Endpoint=sb://localhost;{Key};UseDevelopmentEmulator=true;", "amqp://localhost:5672/", "http://localhost:5300/")]
    [InlineData($"Endpoint=sb://localhost:6000/;{Key};UseDevelopmentEmulator=true", "amqp://localhost:6000/", "http://localhost:5300/")]
    public void Forms_as_users_have_them_are_read(string connectionString, string address, string management)
    {
        var endpoint = Endpoint.From(new() { ConnectionString = connectionString }, TimeProvider.System);

        Assert.Equal(new Uri(address), endpoint.Address);
        Assert.Equal(new Uri(management), endpoint.Management);
        Assert.IsType<SharedKey>(endpoint.Tokens);
    }

    [Fact]
    public void WebSockets_go_to_the_path_of_the_service_on_443()
    {
        var options = new AzureServiceBusOptions { ConnectionString = $"Endpoint=sb://contoso.servicebus.windows.net/;{Key}", UseWebSockets = true };

        Assert.Equal("wss://contoso.servicebus.windows.net/$servicebus/websocket", Endpoint.From(options, TimeProvider.System).Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("s3cr3t", "no connection string")]
    [InlineData("Endpoint=https://contoso/;SharedAccessKeyName=a;SharedAccessKey=s3cr3t", "no Endpoint=sb://")]
    [InlineData("SharedAccessKeyName=a;SharedAccessKey=s3cr3t", "no Endpoint=sb://")]
    [InlineData("Endpoint=sb://contoso/;SharedAccessKey=s3cr3t", "no SharedAccessKeyName")]
    [InlineData("Endpoint=sb://contoso/", "neither a SharedAccessKey nor")]
    [InlineData("Endpoint=sb://contoso/;SharedAccessSignature=s3cr3t;SharedAccessKeyName=a;SharedAccessKey=s3cr3t", "more than one way")]
    [InlineData($"Endpoint=sb://contoso/;{Key};EntityPath=s3cr3t-queue", "EntityPath")]
    public void What_is_wrong_is_told_without_showing_it(string connectionString, string fault)
    {
        var exception = Assert.Throws<TransportException>(() => new AzureServiceBusTransport(new() { ConnectionString = connectionString }));

        Assert.Equal(TransportFailure.Misconfigured, exception.Failure);
        Assert.StartsWith("SysCsv:AzureServiceBus:ConnectionString ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_is_what_the_documented_recipe_gives()
    {
        // HMAC-SHA256 by openssl over "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Fsyscsv\n1700000000".
        var token = new SharedKey("Root", "secret", TimeProvider.System)
            .Sign("sb://contoso.servicebus.windows.net/syscsv", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

        Assert.Equal(
            "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Fsyscsv&sig=r9U%2BtPfXEr8pSUNqmrJZ5LWmJWTMmYmB5g0tJfm0%2FGw%3D&se=1700000000&skn=Root", token);
    }

    [Fact]
    public async Task Fixed_signature_is_given_as_it_is_with_its_expiry()
    {
        var token = await new FixedSignature("SharedAccessSignature sr=x&sig=y&se=1700000000&skn=z").GetAsync(new Uri("sb://contoso/"), default);

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), token.ExpiresOn);
        Assert.Equal("SharedAccessSignature sr=x&sig=y&se=1700000000&skn=z", token.Text);
    }
}
