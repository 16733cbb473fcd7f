using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using SysCsv.Persistence;
using SysCsv.Portal.Components;
using SysCsv.Portal.Components.Pages.Uploading;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Components;

/// <summary>A page among fakes, seen by somebody with all rights unless the test says otherwise.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    private static readonly string[] AllRights = [PortalPolicies.View, PortalPolicies.Operate, PortalPolicies.Administer];
    private readonly HashSet<string> _rights = [.. AllRights];
    private readonly Session _session = new();

    // bUnit's second is too short where others have the processor.
    static PageTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    protected PageTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddScoped<ViewerZone>();
        Services.AddScoped<PortalScript>();
        Services.AddSingleton<IPortalFeed>(Feed);
        Services.AddSingleton<IImports>(Imports);
        Services.AddSingleton<IImportReader>(Reader);
        Services.AddSingleton<IUploads>(Uploads);
        Services.AddSingleton<IDryRuns>(DryRuns);
        Services.AddScoped<SendingFiles>();
        // bUnit's own stands in the way of the real service.
        Services.RemoveAll<IAuthorizationService>();
        Services.AddSingleton<AuthenticationStateProvider>(_session);
        Services.AddAuthorizationCore(options =>
        {
            foreach (var right in AllRights)
                options.AddPolicy(right, policy => policy.RequireAuthenticatedUser().RequireAssertion(_ => _rights.Contains(right)));
        });
        RenderTree.Add<CascadingAuthenticationState>();
        RenderTree.Add<CascadingValue<ViewerContext>>(context => context.Add(value => value.Value, new ViewerContext("192.0.2.7", "token")));
    }

    internal FakeTimeProvider Clock { get; } = new(Sample.Now);

    internal FakeFeed Feed { get; } = new();

    internal FakeImports Imports { get; } = new();

    internal FakeReader Reader { get; } = new();

    internal FakeUploads Uploads { get; } = new();

    internal FakeDryRuns DryRuns { get; } = new();

    internal SysCsvException Away { get; } = new StoreException(StoreFailure.Unavailable, "The database does not answer.");

    /// <summary>Takes all rights but that to look. A page that is shown already is not told.</summary>
    protected void SeenByViewer() => _rights.IntersectWith([PortalPolicies.View]);

    /// <summary>Ends the session, as the host does once the user is removed.</summary>
    protected void SignOut() => _session.End();

    protected void At(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    protected string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    protected IReadOnlyList<string> Said => [.. Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(shown => shown.Message!)];

    /// <summary>Renders a page with the dialogs and pop-overs that the layout gives it.</summary>
    protected IRenderedComponent<IComponent> Show<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
        return (IRenderedComponent<IComponent>)Render<TPage>(parameters ?? (_ => { }));
    }

    internal IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;

    protected void Confirm() => Dialogs.WaitForElement(".sc-confirm").Click();

    public Task InitializeAsync() => Task.CompletedTask;

    private sealed class Session : AuthenticationStateProvider
    {
        private ClaimsPrincipal _user = new(new ClaimsIdentity([new(ClaimTypes.Name, "anna")], "test"));

        public void End()
        {
            _user = new(new ClaimsIdentity());
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_user));
    }

    // MudBlazor's services can only be disposed asynchronously.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}
