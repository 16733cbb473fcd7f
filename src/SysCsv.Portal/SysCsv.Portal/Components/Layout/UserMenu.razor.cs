using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Layout;

/// <summary>Who is signed in, and the way out.</summary>
public partial class UserMenu
{
    [CascadingParameter]
    private ViewerContext? Viewer { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    // Absent in an application that has accounts of its own.
    private AccountLinks? Account => Services.GetService<AccountLinks>();
}
