using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Security;

/// <summary>The audit trail over the portal's table.</summary>
internal sealed class AuditTrail(PortalDatabase database, TimeProvider clock) : IAuditTrail
{
    private const int MaxSize = 1000;
    private const string List = "pa";

    public Task RecordAsync(Actor actor, string action, string subject, string? details, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context =>
            {
                Add(context, actor, action, subject, details);
                return Task.FromResult(true);
            },
            cancellationToken);

    /// <summary>Adds an entry to the transaction of what it tells about.</summary>
    public void Add(PortalDbContext context, Actor actor, string action, string subject, string? details = null) => context.Audit.Add(new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        At = database.Now(),
        Actor = actor.Name,
        Address = actor.Address,
        Action = action,
        Subject = subject,
        Details = details,
    });

    public Task<Page<AuditEntry>> ListAsync(string? after, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        return database.ReadAsync(
            async context =>
            {
                var entries = context.Audit.AsNoTracking();
                if (after is not null)
                {
                    var last = Cursor.ReadId(List, after);
                    entries = entries.Where(row => row.Id.CompareTo(last) < 0);
                }

                var rows = await entries.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
                return new Page<AuditEntry>([.. rows.Take(size).Select(ToEntry)], rows.Count > size ? Cursor.Of(List, rows[size - 1].Id) : null);
            },
            cancellationToken);
    }

    private static AuditEntry ToEntry(AuditRow row) => new(row.Id, new(row.At), row.Actor, row.Address, row.Action, row.Subject, row.Details);
}
