using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Components.Pages;

/// <summary>The first rows of a file as they will be read.</summary>
public partial class PreviewTable
{
    [CascadingParameter]
    private FilePreview? Preview { get; set; }

    private IReadOnlyList<string> Columns => Preview?.Layout.Columns ?? [];

    private string? RoleOf(int column) => Preview?.Layout switch
    {
        { } layout when layout.EmailColumn == column => "e-mail",
        { } layout when layout.NameColumn == column => "name",
        { } layout when layout.GivenNameColumn == column => "given name",
        { } layout when layout.FamilyNameColumn == column => "family name",
        _ => null,
    };
}
