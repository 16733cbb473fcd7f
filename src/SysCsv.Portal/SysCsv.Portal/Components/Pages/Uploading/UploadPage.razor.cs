using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>Takes files. They are sent by plain HTTP; the page only shows how far they are.</summary>
public partial class UploadPage
{
    private ElementReference _zone;
    private ElementReference _input;
    private bool _listening;

    [Inject]
    private SendingFiles Files { get; set; } = null!;

    protected override void OnInitialized() => Files.Changed += Show;

    // The zone is there once the right to upload is known, which may be after the first rendering.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_listening || _zone.Id is null)
            return;
        _listening = true;
        Files.Antiforgery = Antiforgery;
        await Files.ListenAsync(_zone, _input);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Files.Changed -= Show;
        base.Dispose(disposing);
    }

    private static double Share(SendingFile file) => file.Size == 0 ? 0 : (double)file.Sent / file.Size;

    private Task RetryAsync(SendingFile file) => ActAsync(PortalPolicies.Operate, (_, _) => Files.RetryAsync(file));

    private void Show(object? sender, EventArgs changed) => _ = InvokeAsync(() =>
    {
        StateHasChanged();
        if (Files.All is [{ State: TransferState.Done, Upload: { } upload }])
            Navigation.NavigateTo($"upload/{upload}");
    });
}
