using SysCsv.Imports;

namespace SysCsv.Portal.Security;

/// <summary>Remembers who changed what.</summary>
internal interface IAuditTrail
{
    /// <param name="action">What was done, such as <c>import.paused</c>.</param>
    /// <param name="subject">What it was done to: an id, never an e-mail or a name.</param>
    /// <param name="details">More, without personal data; null if there is no more to say.</param>
    Task RecordAsync(Actor actor, string action, string subject, string? details, CancellationToken cancellationToken);

    /// <summary>The entries, newest first.</summary>
    Task<Page<AuditEntry>> ListAsync(string? after, int size, CancellationToken cancellationToken);
}

/// <summary>One thing that somebody did.</summary>
internal sealed record AuditEntry(Guid Id, DateTimeOffset At, string Actor, string? Address, string Action, string Subject, string? Details);
