using SysCsv.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Remembers in memory who did what.</summary>
internal sealed class FakeAudit : IAuditTrail
{
    public List<string> Entries { get; } = [];

    public Task RecordAsync(Actor actor, string action, string subject, string? details, CancellationToken cancellationToken)
    {
        Entries.Add($"{actor.Name} from {actor.Address}: {action} {subject} {details}");
        return Task.CompletedTask;
    }

    /// <summary>What the list shows.</summary>
    public List<AuditEntry> Listed { get; } = [];

    public Task<Page<AuditEntry>> ListAsync(string? after, int size, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<AuditEntry>(Listed, null));
}
