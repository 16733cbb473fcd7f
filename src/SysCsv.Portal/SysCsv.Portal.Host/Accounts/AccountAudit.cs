using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Records what was done to accounts. The subject is the account's id, never its name.</summary>
internal sealed class AccountAudit(IAuditTrail trail)
{
    public Task RecordAsync(HttpContext context, string? actor, string action, string subject, string? details = null)
    {
        var by = new Actor(actor ?? context.User.Identity?.Name ?? "nobody", context.Connection.RemoteIpAddress?.ToString());
        return trail.RecordAsync(by, action, subject, details, context.RequestAborted);
    }
}
