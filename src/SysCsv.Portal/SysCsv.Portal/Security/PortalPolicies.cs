namespace SysCsv.Portal.Security;

/// <summary>The three rights of the portal, as names of authorisation policies; each includes the ones before it.</summary>
/// <remarks><c>AddSysCsvPortal</c> adds the policies. An application can ask for them on pages and end points of its own.</remarks>
public static class PortalPolicies
{
    /// <summary>May see everything, but keys and what was done.</summary>
    public const string View = "SysCsv.View";

    /// <summary>May upload, import, pause, cancel, replay, discard and edit.</summary>
    public const string Operate = "SysCsv.Operate";

    /// <summary>May erase contacts, manage users and API keys, and read what was done.</summary>
    public const string Administer = "SysCsv.Administer";
}
