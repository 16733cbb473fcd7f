using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Samples;

/// <summary>A host that takes its settings from appsettings.json beside the program, the environment and the command line.</summary>
internal static class Settings
{
    /// <summary>Settings on the command line look like <c>--SysCsv:Store=Postgres</c>; the rest is the sample's own.</summary>
    public static bool IsSetting(string argument) =>
        argument.StartsWith("--SysCsv:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase);

    public static HostApplicationBuilder CreateHost(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args = settings,
        });

        // Standard output belongs to the account.
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>Builds the host and checks its settings, before the host would log what is wrong with them, and says what it uses.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static IHost BuildChecked(this HostApplicationBuilder builder)
    {
        var host = builder.Build();
        try
        {
            host.Services.GetService<IStartupValidator>()?.Validate();
            Console.Error.WriteLine(Providers.Describe(host.Services));
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
