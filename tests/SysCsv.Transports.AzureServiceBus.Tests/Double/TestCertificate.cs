using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A certificate for the loopback address, and the authority that signed it, both made for this run.</summary>
internal static class TestCertificate
{
    private static readonly Lazy<(X509Certificate2 Server, X509Certificate2 Authority, string File)> Made = new(Make);

    public static X509Certificate2 Server => Made.Value.Server;

    public static X509Certificate2 Authority => Made.Value.Authority;

    /// <summary>Where the authority's certificate lies, for programs that read it from a file.</summary>
    public static string AuthorityFile => Made.Value.File;

    private static (X509Certificate2 Server, X509Certificate2 Authority, string File) Make()
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=SysCsv test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = request.CreateSelfSigned(from, from.AddDays(30));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var wanted = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        wanted.CertificateExtensions.Add(names.Build());
        using var signed = wanted.Create(authority, from, from.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(serverKey);
        var server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);

        var file = Path.Combine(AppContext.BaseDirectory, $"test-authority-{Environment.ProcessId}.pem");
        File.WriteAllText(file, authority.ExportCertificatePem());
        return (server, authority, file);
    }
}
