namespace SysCsv.Portal.Security;

/// <summary>The three rights of the portal; each includes the ones before it.</summary>
public static class PortalPolicies
{
    /// <summary>May see everything.</summary>
    public const string View = "SysCsv.View";

    /// <summary>May upload, import, pause, cancel, replay, discard and edit.</summary>
    public const string Operate = "SysCsv.Operate";

    /// <summary>May erase contacts, and manage users and API keys.</summary>
    public const string Administer = "SysCsv.Administer";
}
