using Microsoft.AspNetCore.Components;
using MudBlazor;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Settings;

/// <summary>The keys by which programs use the REST API: made, shown once, revoked.</summary>
public partial class ApiKeyPanel
{
    private IReadOnlyList<ApiKey> _keys = [];
    private NewApiKey? _made;
    private string? _name;
    private PortalRight _scope = PortalRight.Operate;

    [Inject]
    private IApiKeys Keys { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => LoadAsync(async cancellationToken => _keys = await Keys.ListAsync(cancellationToken));

    private async Task CreateAsync()
    {
        if (string.IsNullOrWhiteSpace(_name))
            return;
        await ActAsync(PortalPolicies.Administer, async (actor, cancellationToken) =>
        {
            _made = await Keys.CreateAsync(_name.Trim(), _scope, actor, cancellationToken);
            _name = null;
            await LoadAsync();
        });
    }

    private async Task RevokeAsync(ApiKey key)
    {
        var wanted = await ConfirmDialog.AskAsync(Dialogs, "Revoke this key?", $"Programs that use the key {key.Name} are refused from now on. This can't be taken back.", "Revoke");
        if (wanted)
            await ActAsync(PortalPolicies.Administer, async (actor, cancellationToken) =>
            {
                await Keys.RevokeAsync(key.Id, actor, cancellationToken);
                await LoadAsync();
            });
    }
}
