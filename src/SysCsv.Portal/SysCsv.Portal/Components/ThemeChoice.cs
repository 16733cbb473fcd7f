using Microsoft.AspNetCore.Http;

namespace SysCsv.Portal.Components;

/// <summary>What the viewer chose by the switch between dark and light, which lies in a cookie of the browser.</summary>
internal static class ThemeChoice
{
    private const string Cookie = "syscsv-theme";

    /// <summary>"dark" or "light"; null where the system decides.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is ("dark" or "light") and var chosen ? chosen : null;
}
