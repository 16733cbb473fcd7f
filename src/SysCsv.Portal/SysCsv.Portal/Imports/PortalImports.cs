using SysCsv.Imports;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>What the portal and the store know of one import, as one.</summary>
internal static class PortalImports
{
    public static PortalImport Merge(SentImport? sent, Import? stored)
    {
        var row = sent?.Row;
        return new()
        {
            Id = stored?.Id ?? new(row!.Id),
            State = StateOf(row, stored),
            Policy = stored?.Policy ?? row!.Policy,
            FileName = row?.FileName ?? stored?.FileName,
            Columns = stored?.Columns ?? [],
            Records = stored?.Records ?? row?.Records,
            Sent = row is null ? null : Math.Max(row.RowsSent, stored?.Counts.Total ?? 0),
            IsSent = row is not null && SendingAgain.AllSent.Contains(row.State),
            BytesSent = row?.BytesSent,
            BytesTotal = row?.BytesTotal,
            Counts = stored?.Counts ?? default,
            Began = row is null ? stored!.FirstSeen : new(row.Accepted),
            Ended = stored?.Completed ?? (row is { State: SendingState.Refused, Ended: { } ended } ? new DateTimeOffset(ended) : null),
            By = row?.AcceptedBy,
            Settings = row is null ? null : new(ReadingJson.Read(row.Reading), row.Policy),
            ReadAs = ReadingJson.ReadUsed(row?.ReadAs),
            Message = row?.Message,
            HasFile = sent?.HasFile ?? false,
        };
    }

    private static PortalImportState StateOf(PortalImportRow? row, Import? stored)
    {
        var completed = stored?.State == ImportState.Completed;
        return row?.State switch
        {
            null or SendingState.Sent => completed ? PortalImportState.Completed : PortalImportState.Running,
            SendingState.Accepted => row.RowsSent > 0 || stored is not null ? PortalImportState.Running : PortalImportState.Waiting,
            SendingState.Paused => PortalImportState.Paused,
            SendingState.CutShort => completed ? PortalImportState.Cancelled : PortalImportState.Cancelling,
            SendingState.Cancelling => PortalImportState.Cancelling,
            _ => PortalImportState.Refused,
        };
    }
}

/// <summary>A row of the portal's table with whether the file is still kept.</summary>
internal sealed record SentImport(PortalImportRow Row, bool HasFile);
