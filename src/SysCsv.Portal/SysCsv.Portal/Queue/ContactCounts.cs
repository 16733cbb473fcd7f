using SysCsv.Persistence;

namespace SysCsv.Portal.Queue;

/// <summary>The numbers of contacts. Counting millions takes a while: it is done again only after many times as long.</summary>
internal sealed class ContactCounts(IImportReader reader, TimeProvider clock)
{
    private const int Patience = 20;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private (long All, long Today) _counts;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task<(long All, long Today)> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now < _next)
            return _counts;

        var began = clock.GetTimestamp();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        _counts = (await reader.CountContactsAsync(cancellationToken), await reader.CountContactsSinceAsync(midnight, cancellationToken));
        var pause = clock.GetElapsedTime(began) * Patience;
        _next = clock.GetUtcNow() + (pause > Shortest ? pause : Shortest);
        return _counts;
    }
}
