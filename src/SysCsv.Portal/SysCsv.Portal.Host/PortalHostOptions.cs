using System.ComponentModel.DataAnnotations;

namespace SysCsv.Portal.Host;

/// <summary>How the host works besides the portal, bound from the same section <c>SysCsv:Portal</c>.</summary>
internal sealed class PortalHostOptions
{
    /// <summary>Whether a consumer runs inside this process. Default true.</summary>
    public bool RunConsumer { get; set; } = true;

    /// <summary>How long a sign-in lasts without use, 5 minutes to 30 days. An open page is used while somebody types, clicks or scrolls in it. Default 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How soon an open page notices that its session has ended. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RevalidateEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many attempts to sign in an address has in a minute. Default 10.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>How many requests to the API a user or address has in a minute. Default 1,200.</summary>
    [Range(1, 1_000_000)]
    public int ApiRequestsPerMinute { get; set; } = 1_200;

    /// <summary>How many files a user or address may send at once. Default 8.</summary>
    [Range(1, 1_000)]
    public int UploadsAtOnce { get; set; } = 8;

    /// <summary>How many pages a user may have open at once. Default 50.</summary>
    [Range(1, 10_000)]
    public int PagesAtOnce { get; set; } = 50;

    /// <summary>The addresses of reverse proxies, whose word on the client's address and scheme is taken. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];
}
