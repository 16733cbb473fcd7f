using System.Diagnostics;
using System.Text.Json;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.OfficialClient;

/// <summary>Microsoft's client for JavaScript, installed once beside the tests, and a double for it.</summary>
public sealed class OfficialClientFixture : IAsyncLifetime
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OfficialClient");

    // Several classes use the client, and two installations at once would spoil each other.
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    private ServiceBusDouble? _double;

    /// <summary>Why the client can't run here; null if it can.</summary>
    public string? SkipReason { get; private set; }

    internal ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync()
    {
        _double = await ServiceBusDouble.StartAsync(new() { DefaultLock = TimeSpan.FromSeconds(5), WithTls = true });
        SkipReason = await Installed.Value;
    }

    public async Task DisposeAsync() => await Double.DisposeAsync();

    /// <summary>Runs one scenario of client.js and gives what it saw.</summary>
    public async Task<JsonElement> RunAsync(string scenario, string queue, string? argument = null, string? connectionString = null)
    {
        Skip.If(SkipReason is not null, SkipReason ?? "");
        var (code, output, error) = await StartAsync("node", RunPatience, "client.js", scenario, connectionString ?? Double.ConnectionString, queue, argument ?? "");
        Assert.True(code == 0, $"{scenario} ended with {code}: {error} {output}");
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        return JsonDocument.Parse(last).RootElement;
    }

    private static async Task<string?> InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@azure", "service-bus")))
            return null;
        try
        {
            var (code, _, error) = await StartAsync("npm", InstallPatience, "install", "--no-package-lock", "--no-audit", "--no-fund");
            return code == 0 ? null : $"npm could not install @azure/service-bus: {error.Split('\n')[0]}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "node and npm are not installed (Debian: apt-get install nodejs npm), so Microsoft's own client can't be run.";
        }
    }

    private static async Task<(int Code, string Output, string Error)> StartAsync(string program, TimeSpan patience, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_EXTRA_CA_CERTS"] = TestCertificate.AuthorityFile;
        start.Environment["NODE_NO_WARNINGS"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, await output, "it did not end in time. " + await error);
        }

        return (process.ExitCode, await output, await error);
    }
}
