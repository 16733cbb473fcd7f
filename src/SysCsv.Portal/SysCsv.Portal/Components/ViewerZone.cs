namespace SysCsv.Portal.Components;

/// <summary>The time zone of the browser; UTC until it has told.</summary>
internal sealed class ViewerZone
{
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public void Set(string? id)
    {
        if (id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            Zone = zone;
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
