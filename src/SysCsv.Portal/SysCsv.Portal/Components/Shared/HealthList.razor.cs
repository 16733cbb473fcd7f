using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Shared;

/// <summary>How broker and database are, in words.</summary>
public partial class HealthList
{
    [CascadingParameter]
    private IReadOnlyList<PartHealth> Parts { get; set; } = [];
}
