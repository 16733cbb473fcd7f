using Microsoft.AspNetCore.Identity;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Somebody who signs in. A user has one role, since each includes the ones before it.</summary>
internal sealed class PortalUser : IdentityUser
{
    public string Role { get; set; } = PortalRoles.Viewer;

    public DateTimeOffset Created { get; set; }
}
