using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>TLS, as the service demands it: a certificate that is trusted carries everything, another nothing.</summary>
public sealed class SecureTransportTests : IAsyncLifetime
{
    private ServiceBusDouble? _double;

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync() => _double = await ServiceBusDouble.StartAsync(new() { WithTls = true });

    public async Task DisposeAsync() => await Double.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trusted_certificate_carries_messages_dead_letters_and_management(bool overWebSockets)
    {
        await using var transport = Connect(IsSignedByTestAuthority, overWebSockets);
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync([new("m-0", "body"u8.ToArray()), new("m-1", "body"u8.ToArray())], default);

        await using var receiver = await transport.OpenReceiverAsync(2, default);
        var taken = await RoundTrip.TakeAsync(receiver, 2);
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([taken[0]], default));
        Assert.Equal(Settlement.Settled, await receiver.DeadLetterAsync(taken[1], "no", default));

        Assert.Equal(taken[1].MessageId, Assert.Single(await transport.ListAsync(10, default)).MessageId);
        Assert.Equal((0L, 1L), (await transport.GetDepthAsync(default)) is var depth ? (depth.Ready, depth.DeadLettered) : default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_of_an_unknown_authority_is_refused_and_said_to_be_the_reason(bool overWebSockets)
    {
        await using var transport = Connect(null, overWebSockets);

        foreach (var call in new Func<Task>[] { () => transport.EnsureQueueAsync(default), () => transport.SendAsync([new("m", "body"u8.ToArray())], default) })
        {
            var failure = await Assert.ThrowsAsync<TransportException>(call);
            Assert.Equal(TransportFailure.Misconfigured, failure.Failure);
            Assert.Contains("certificate is not accepted", failure.Message, StringComparison.Ordinal);
        }
    }

    private AzureServiceBusTransport Connect(RemoteCertificateValidationCallback? validation, bool overWebSockets) => new(new AzureServiceBusOptions
    {
        ConnectionString = overWebSockets ? Double.ManagementConnectionString : Double.SecureConnectionString,
        ManagementUri = Double.SecureManagementUri.ToString(),
        UseWebSockets = overWebSockets,
        CertificateValidation = validation,
        Timeout = TimeSpan.FromSeconds(20),
    });

    private static bool IsSignedByTestAuthority(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var trusted = new X509Chain();
        trusted.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        trusted.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        trusted.ChainPolicy.CustomTrustStore.Add(TestCertificate.Authority);
        return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && trusted.Build((X509Certificate2)certificate!);
    }
}
