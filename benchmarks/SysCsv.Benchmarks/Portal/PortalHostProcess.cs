using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SysCsv.Benchmarks.Portal;

/// <summary>The built host of the portal as a process of its own, on the embedded default, with its data in a folder.</summary>
internal sealed partial class PortalHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TaskCompletionSource<string> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PortalHostProcess(string folder, params string[] settings)
    {
        Url = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [HostPath(), $"--urls={Url.OriginalString}", .. settings])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Link().Match(text) is { Success: true } link)
                _link.TrySetResult(link.Value);
        };
        _process.BeginOutputReadLine();
    }

    public Uri Url { get; }

    /// <summary>The link that makes the first administrator.</summary>
    public Task<string> SetUpLinkAsync() => _link.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Waits until the host takes connections, and returns how long after its start that was.</summary>
    public async Task<TimeSpan> ListensAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Url.Port);
                return _watch.Elapsed;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string HostPath()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SysCsv.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The benchmark runs outside of the repository.");
        var path = Path.Combine(root.FullName, "src", "SysCsv.Portal", "SysCsv.Portal.Host", "bin", "Release", "net10.0", "SysCsv.Portal.Host.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException("The portal's host is not built: dotnet build -c Release src/SysCsv.Portal/SysCsv.Portal.Host");
    }

    [GeneratedRegex(@"http://\S+/account/set-up\?token=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
