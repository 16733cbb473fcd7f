using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>The first rows of a file as they will be read.</summary>
public partial class PreviewTable
{
    private const int Few = 6;

    private bool _all;

    [CascadingParameter]
    private FilePreview? Preview { get; set; }

    /// <summary>Whether nobody knows yet which column is what: rows are shown as they stand, and none is said to be rejected for it.</summary>
    [Parameter]
    public bool Unmapped { get; set; }

    private IEnumerable<PreviewRow> Rows => (Preview?.Rows ?? []).Take(_all ? int.MaxValue : Few);

    private IReadOnlyList<string> Columns => Preview?.Layout.Columns ?? [];

    private string? RoleOf(int column) => Preview?.Layout switch
    {
        _ when Unmapped => null,
        { } layout when layout.EmailColumn == column => "e-mail",
        { } layout when layout.NameColumn == column => "name",
        { } layout when layout.GivenNameColumn == column => "given name",
        { } layout when layout.FamilyNameColumn == column => "family name",
        _ => null,
    };

    private string? ReasonOf(PreviewRow row) => Unmapped && row.Fields.Count > 0 ? null : row.Reason;

    private void ShowAll() => _all = true;
}
