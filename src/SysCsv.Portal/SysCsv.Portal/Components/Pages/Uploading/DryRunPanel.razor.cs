using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Security;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>Runs an import that changes nothing, and shows what it would do.</summary>
public partial class DryRunPanel
{
    private DryRunProgress? _progress;
    private DryRunResult? _result;
    private CancellationTokenSource? _stop;

    [Inject]
    private IDryRuns DryRuns { get; set; } = null!;

    [CascadingParameter]
    private ReadingChoices Choices { get; set; } = new();

    [Parameter, EditorRequired]
    public Guid Upload { get; set; }

    // Another choice is another import: what was found for the last one does not hold.
    protected override void OnParametersSet()
    {
        if (!IsNew(Upload, Choices))
            return;
        _result = null;
        Stop();
    }

    // Not disposed here: whoever runs it does that, and a source that is gone would pass nothing on.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Stop();
        base.Dispose(disposing);
    }

    private Task RunAsync() => ActAsync(PortalPolicies.Operate, async (_, cancellationToken) =>
    {
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _progress = new DryRunProgress();
        try
        {
            _result = await DryRuns.RunAsync(Upload, Choices.ToReading(), Choices.Policy, new Progress<DryRunProgress>(Show), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _result = null;
        }
        finally
        {
            (_progress, _stop) = (null, null);
        }
    });

    private void Stop() => _stop?.Cancel();

    private void Show(DryRunProgress progress)
    {
        if (_progress is null)
            return;
        _progress = progress;
        StateHasChanged();
    }
}
