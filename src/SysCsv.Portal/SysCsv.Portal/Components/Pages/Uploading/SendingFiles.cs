using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>The files that this browser sends, one after the other; they go on while the user looks at other pages.</summary>
internal sealed class SendingFiles(PortalScript script, IOptions<PortalOptions> options) : IDisposable
{
    private readonly List<SendingFile> _files = [];
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<SendingFiles>? _self;

    /// <summary>Called when something changed.</summary>
    public event EventHandler? Changed;

    public IReadOnlyList<SendingFile> All => _files;

    public long MaxBytes => options.Value.MaxUploadBytes;

    /// <summary>The token that each request carries.</summary>
    public string? Antiforgery { get; set; }

    /// <summary>Takes what is dropped on the zone or chosen by the input.</summary>
    public Task ListenAsync(ElementReference zone, ElementReference input) =>
        script.CallAsync("watchDrop", _gone.Token, zone, input, _self ??= DotNetObjectReference.Create(this));

    [JSInvokable]
    public Task Added(string key, string name, long size)
    {
        var file = new SendingFile(key, name, size);
        if (size > MaxBytes)
            Fail(file, $"The file has {Format.Size(size)}; the portal takes up to {Format.Size(MaxBytes)}. Split it, or compress it with gzip.");
        else if (size == 0)
            Fail(file, "The file is empty.");
        _files.Add(file);
        return NextAsync();
    }

    [JSInvokable]
    public void Progressed(string key, long sent)
    {
        if (Find(key) is not { State: TransferState.Sending } file)
            return;
        file.Sent = sent;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    [JSInvokable]
    public async Task Ended(string key, int attempt, int status, string body)
    {
        if (Find(key) is { State: TransferState.Sending } file && file.Attempt == attempt)
        {
            UploadAnswer.Read(status, body).ApplyTo(file);
            if (file.State == TransferState.Done)
                await script.CallAsync("forget", _gone.Token, key);
        }
        else if (_files.Find(other => other.State == TransferState.Sending) is { } next)
        {
            // Heard before, and said again: the connection was lost in between, maybe with the word to send the next file.
            await SendAsync(next);
        }

        await NextAsync();
    }

    public Task RetryAsync(SendingFile file)
    {
        (file.State, file.Sent, file.Problem) = (TransferState.Waiting, 0, null);
        return NextAsync();
    }

    public Task CancelAsync(SendingFile file)
    {
        if (file.State == TransferState.Sending)
            return script.CallAsync("cancel", _gone.Token, file.Key, file.Attempt, _self);
        file.State = TransferState.Cancelled;
        return NextAsync();
    }

    public async Task RemoveAsync(SendingFile file)
    {
        _files.Remove(file);
        await script.CallAsync("forget", _gone.Token, file.Key);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes an upload off the list once it is an import, or discarded.</summary>
    public void Settle(Guid upload) => _files.RemoveAll(file => file.Upload == upload);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _self?.Dispose();
    }

    private async Task NextAsync()
    {
        if (!_files.Exists(file => file.State == TransferState.Sending) && _files.Find(file => file.State == TransferState.Waiting) is { } next)
        {
            (next.State, next.Attempt) = (TransferState.Sending, next.Attempt + 1);
            await SendAsync(next);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    // The script begins no attempt twice.
    private Task SendAsync(SendingFile file) =>
        script.CallAsync("send", _gone.Token, file.Key, file.Attempt, "api/v1/uploads", Antiforgery, _self);

    private SendingFile? Find(string key) => _files.Find(file => file.Key == key);

    private static void Fail(SendingFile file, string problem) => (file.State, file.Problem) = (TransferState.Failed, problem);
}
