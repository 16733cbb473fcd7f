using Microsoft.AspNetCore.Components;
using MudBlazor;
using SysCsv.Csv;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>What is in an uploaded file, how it will be read, and what importing it would change.</summary>
public partial class PreviewPage
{
    private StagedFile? _file;
    private FilePreview? _preview;
    private FilePreview? _unmapped;
    private string? _refused;
    private ReadingChoices _choices = new();

    [Inject]
    private IUploads Uploads { get; set; } = null!;

    [Inject]
    private IImports Imports { get; set; } = null!;

    [Inject]
    private SendingFiles Sending { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "encoding")]
    private string? Encoding { get; set; }

    [SupplyParameterFromQuery(Name = "separator")]
    private string? Separator { get; set; }

    [SupplyParameterFromQuery(Name = "header")]
    private string? Header { get; set; }

    [SupplyParameterFromQuery(Name = "email")]
    private string? Email { get; set; }

    [SupplyParameterFromQuery(Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "given")]
    private string? Given { get; set; }

    [SupplyParameterFromQuery(Name = "family")]
    private string? Family { get; set; }

    [SupplyParameterFromQuery(Name = "policy")]
    private string? Policy { get; set; }

    protected override Task OnParametersSetAsync()
    {
        _choices = new()
        {
            Encoding = Encoding, Separator = Separator, Header = Header, Email = Email, Name = Name, Given = Given, Family = Family, PolicyName = Policy,
        };
        return LoadAsync();
    }

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        _file = await Uploads.FindAsync(Id, cancellationToken);
        if (_file is null)
            return;
        try
        {
            _preview = await Uploads.PreviewAsync(Id, _choices.ToReading(), cancellationToken);
            (_unmapped, _refused) = (null, null);
        }
        catch (CsvRefusedException exception)
        {
            (_preview, _refused) = (null, RefusalText.Of(exception));
            _unmapped = RefusalText.IsAboutColumns(exception) ? await ReadUnmappedAsync(cancellationToken) : null;
        }
    });

    // Any column will do as the e-mail's: the user sees the rows as they stand, and chooses the right one.
    private async Task<FilePreview?> ReadUnmappedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var choices = _choices with { Email = "1", Name = null, Given = null, Family = null };
            return await Uploads.PreviewAsync(Id, choices.ToReading(), cancellationToken);
        }
        catch (CsvRefusedException)
        {
            return null;
        }
    }

    // The upload's id makes it one import, however often the button is pressed.
    private Task ImportAsync() => ActAsync(PortalPolicies.Operate, async (actor, cancellationToken) =>
    {
        var settings = new ImportSettings(_choices.ToReading(), _choices.Policy);
        var import = await Imports.AcceptAsync(Id, settings, $"upload-{Id}", actor, cancellationToken);
        Sending.Settle(Id);
        Navigation.NavigateTo($"imports/{import}");
    });

    private async Task DiscardAsync()
    {
        if (await ConfirmDialog.AskAsync(Dialogs, "Discard this file?", "The uploaded file is removed. Nothing of it was imported.", "Discard"))
            await ActAsync(PortalPolicies.Operate, DiscardAsync);
    }

    private async Task DiscardAsync(Actor actor, CancellationToken cancellationToken)
    {
        await Uploads.DiscardAsync(Id, actor, cancellationToken);
        Sending.Settle(Id);
        Navigation.NavigateTo("upload");
    }
}
