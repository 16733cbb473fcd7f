using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Settings;

/// <summary>Who changed what, when, and from where.</summary>
public partial class AuditEntries
{
    private Page<AuditEntry>? _page;

    [Inject]
    private IAuditTrail Audit { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    protected override Task OnParametersSetAsync() => IsNew(After) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken => _page = await Audit.ListAsync(After, size: 50, cancellationToken));
}
