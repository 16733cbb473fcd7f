using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Signing in elsewhere, bound from the section <c>SysCsv:Portal:OpenId</c>; off while there is no authority.</summary>
internal sealed class OpenIdOptions
{
    public const string Section = "SysCsv:Portal:OpenId";

    /// <summary>The address of the provider.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>What the button of the sign-in says. Default OpenID Connect.</summary>
    public string Name { get; set; } = "OpenID Connect";

    /// <summary>The claim whose values decide on the role. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Values of the claim that make an administrator. Default <c>syscsv-administrator</c>.</summary>
    public string AdministratorRole { get; set; } = "syscsv-administrator";

    /// <summary>Values of the claim that make an operator. Default <c>syscsv-operator</c>.</summary>
    public string OperatorRole { get; set; } = "syscsv-operator";

    /// <summary>Values of the claim that make a viewer. Default <c>syscsv-viewer</c>.</summary>
    public string ViewerRole { get; set; } = "syscsv-viewer";

    /// <summary>The highest role that the values give; null for none, and then there is no way in.</summary>
    public string? RoleOf(IReadOnlyCollection<string> values) =>
        values.Contains(AdministratorRole) ? PortalRoles.Administrator
        : values.Contains(OperatorRole) ? PortalRoles.Operator
        : values.Contains(ViewerRole) ? PortalRoles.Viewer
        : null;
}
