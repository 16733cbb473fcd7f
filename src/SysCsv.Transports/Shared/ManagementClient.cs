using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;

namespace SysCsv.Transports.Shared;

/// <summary>How the management API of RabbitMQ is asked: by whom, and where a queue is in it.</summary>
internal static class ManagementClient
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The virtual host that the address of a broker names; the default one if it names none.</summary>
    public static string VirtualHostOf(Uri broker) => broker.AbsolutePath.Length <= 1 ? "/" : Uri.UnescapeDataString(broker.AbsolutePath[1..]);

    /// <summary>Where the queue is, below the address of a client.</summary>
    public static string PathOf(string virtualHost, string queue) =>
        $"api/queues/{Uri.EscapeDataString(virtualHost)}/{Uri.EscapeDataString(queue)}";

    /// <summary>A client of the API at the address, which may be below a path.</summary>
    /// <param name="address">A user and password in it go before the others.</param>
    /// <param name="user">The user and password of the broker, with a colon between them.</param>
    /// <param name="timeout">For each request.</param>
    /// <param name="certificateValidation">Null for the system's.</param>
    public static HttpClient Create(Uri address, string user, TimeSpan timeout, RemoteCertificateValidationCallback? certificateValidation = null)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime };
        if (certificateValidation is not null)
            handler.SslOptions.RemoteCertificateValidationCallback = certificateValidation;
        var path = address.AbsolutePath.EndsWith('/') ? address.AbsolutePath : address.AbsolutePath + "/";
        var client = new HttpClient(handler) { BaseAddress = new UriBuilder(address) { UserName = "", Password = "", Path = path }.Uri, Timeout = timeout };
        var named = address.UserInfo.Length > 0 ? Uri.UnescapeDataString(address.UserInfo) : user;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(named)));
        return client;
    }
}
