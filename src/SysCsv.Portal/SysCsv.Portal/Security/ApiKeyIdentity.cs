using System.Globalization;
using System.Security.Claims;

namespace SysCsv.Portal.Security;

/// <summary>The identity of a program that came with an API key.</summary>
internal static class ApiKeyIdentity
{
    public const string Scheme = "SysCsv.ApiKey";

    private const string ScopeClaim = "syscsv:scope";

    public static ClaimsIdentity Create(Guid id, string name, PortalRight scope) => new(
        [
            new(ClaimTypes.NameIdentifier, id.ToString("D")),
            new(ClaimTypes.Name, name),
            new(ScopeClaim, ((int)scope).ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme);

    /// <summary>The scope of the key; null for a person.</summary>
    public static PortalRight? ScopeOf(ClaimsPrincipal user) =>
        user.Identities.FirstOrDefault(identity => identity.AuthenticationType == Scheme)?.FindFirst(ScopeClaim) is { } claim
            ? (PortalRight)int.Parse(claim.Value, CultureInfo.InvariantCulture)
            : null;
}
