using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Settings;

/// <summary>What the portal runs on, without a secret; keys, users and what was done for administrators.</summary>
public partial class SettingsPage
{
    private IReadOnlyList<PartHealth> _checks = [];

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "part")]
    private string? Part { get; set; }

    private AccountLinks? Account => Services.GetService<AccountLinks>();

    protected override Task OnParametersSetAsync() => IsNew(Part) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        var snapshot = await Services.GetRequiredService<IPortalFeed>().WatchAsync(cancellationToken).FirstAsync(cancellationToken);
        _checks = [snapshot.Broker, snapshot.Database];
    });

    private string? Current(string part) => part == (Part ?? "about") ? "page" : null;

    private IEnumerable<(string Name, string Value)> Facts()
    {
        var composition = Services.GetRequiredService<SysCsvComposition>();
        var options = Options.Value;
        yield return ("Queue", string.Join(", ", composition.Transports.Select(Words.Product)));
        yield return ("Database", string.Join(", ", composition.Stores.Select(Words.Product)));
        yield return ("Largest file", Format.Size(options.MaxUploadBytes));
        yield return ("Files are kept", Format.Duration(options.KeepFiles) + " after the end of their import");
        yield return ("Rows ahead of the consumers", $"at most {Format.Number(options.RowsAhead)} for each import");
        yield return ("Changes", options.ReadOnly ? "switched off: this portal only shows" : "allowed to those who have the right");
        yield return ("Version", VersionOf(typeof(PortalOptions)));
        yield return ("Runs on", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
