namespace SysCsv.Portal.Security;

/// <summary>The roles of the portal's own accounts, as they stand in a role claim.</summary>
internal static class PortalRoles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Administrator];

    public static PortalRight RightOf(string role) => role switch
    {
        Viewer => PortalRight.View,
        Operator => PortalRight.Operate,
        Administrator => PortalRight.Administer,
        _ => PortalRight.None,
    };
}
