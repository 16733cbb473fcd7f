using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api.Models;

/// <summary>One thing that somebody did.</summary>
internal sealed record AuditModel(DateTimeOffset At, string Actor, string? Address, string Action, string Subject, string? Details)
{
    public static AuditModel Of(AuditEntry entry) =>
        new(entry.At.ToUniversalTime(), entry.Actor, entry.Address, entry.Action, entry.Subject, entry.Details);
}
