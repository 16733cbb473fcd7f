namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>A file on its way from the browser to the portal.</summary>
internal sealed class SendingFile(string key, string name, long size)
{
    public string Key { get; } = key;

    public string Name { get; } = name;

    public long Size { get; } = size;

    public TransferState State { get; set; } = TransferState.Waiting;

    /// <summary>Which time it is sent, from 1.</summary>
    public int Attempt { get; set; }

    public long Sent { get; set; }

    /// <summary>The upload that it became.</summary>
    public Guid? Upload { get; set; }

    /// <summary>Why it was not taken, and what to do.</summary>
    public string? Problem { get; set; }
}
