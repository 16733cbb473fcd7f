namespace SysCsv.Portal.Browser;

/// <summary>The pages that need no id.</summary>
internal static class PortalPages
{
    public static readonly string[] All = ["/", "/upload", "/imports", "/queue", "/contacts", "/settings", "/settings?part=keys", "/settings?part=audit", "/account/users"];
}
