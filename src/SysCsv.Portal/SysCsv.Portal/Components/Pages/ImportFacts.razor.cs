using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Components.Pages;

/// <summary>What is known of an import besides its counts.</summary>
public partial class ImportFacts
{
    [CascadingParameter]
    private PortalImport? Import { get; set; }
}
