using Microsoft.AspNetCore.Authorization;

namespace SysCsv.Portal.Security;

/// <summary>Asks for a right of the portal.</summary>
internal sealed class PortalRightRequirement(PortalRight right) : IAuthorizationRequirement
{
    public PortalRight Right { get; } = right;

    public override string ToString() => $"the right to {Right.ToString().ToLowerInvariant()}";
}
