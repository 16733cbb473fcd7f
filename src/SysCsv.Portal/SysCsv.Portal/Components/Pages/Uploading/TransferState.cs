namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>How far a file is on its way from the browser.</summary>
internal enum TransferState
{
    Waiting = 0,
    Sending = 1,
    Done = 2,
    Failed = 3,
    Cancelled = 4,
}
