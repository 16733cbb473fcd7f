using Microsoft.Extensions.Options;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Host.Web;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host;

/// <summary>Composes the host: the portal, a consumer, accounts, and what the web asks for.</summary>
internal static class PortalHost
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static void AddPortalHost(this WebApplicationBuilder builder)
    {
        // Without it the files of the libraries are found in Development and after publishing only.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // It would write each address with its query: the token of a link, what somebody searches for.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        ListenOnLoopback(builder);
        var options = AddOptions(builder);
        builder.Services.AddSysCsvPortal()
            .UseConfiguredTransport(builder.Configuration)
            .UseConfiguredStore(builder.Configuration);
        if (options.RunConsumer)
            builder.Services.AddSysCsvConsumer();
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddWebSafety(options);
        builder.Services.AddHealthChecks().AddSysCsv();
        builder.AddTelemetry();
        builder.Services.AddWarmUp();
    }

    public static void UsePortalHost(this WebApplication app)
    {
        app.UseWebSafety();
        app.MapHealth();
        app.MapTelemetry();
        app.MapAccounts();
        app.MapSysCsvPortal();
    }

    private static PortalHostOptions AddOptions(WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(PortalOptions.Section);
        builder.Services.AddOptions<PortalHostOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        return section.Get<PortalHostOptions>() ?? new();
    }

    // Whoever says where to listen is obeyed; nobody is found by a network that he did not ask for.
    private static void ListenOnLoopback(WebApplicationBuilder builder)
    {
        string[] settings = ["urls", "http_ports", "https_ports"];
        if (!settings.Any(name => builder.Configuration[name] is { Length: > 0 }) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
    }
}
