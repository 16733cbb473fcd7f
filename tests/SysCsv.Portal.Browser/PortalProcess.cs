using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SysCsv.Portal.Browser;

/// <summary>The portal's host as a process of its own, on a free port, with its data in a folder that goes with it.</summary>
public sealed partial class PortalProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string> _setUpLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProcessStartInfo _start;
    private Process _process;

    public PortalProcess(string folder, params string[] settings)
    {
        Folder = folder;
        Url = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        _start = new ProcessStartInfo("dotnet", [HostPath(), $"--urls={Url.OriginalString}", .. settings])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Start();
    }

    public string Folder { get; }

    public Uri Url { get; }

    /// <summary>Everything that the process wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The link that makes the first administrator.</summary>
    public async Task<Uri> SetUpLinkAsync()
    {
        var link = await Task.WhenAny(_setUpLink.Task, _process.WaitForExitAsync()).WaitAsync(Limit);
        return link == _setUpLink.Task ? new(await _setUpLink.Task) : throw new InvalidOperationException($"The portal ended: {Output}");
    }

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Ends it without a word, and starts it again at the same address.</summary>
    public void Restart()
    {
        Kill();
        _process.Dispose();
        _process = Start();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private Process Start()
    {
        var process = Process.Start(_start)!;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (Link().Match(line) is { Success: true } link)
            _setUpLink.TrySetResult(link.Value);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Beside its own build, where its static files are; the copy in the folder of the tests has none.
    private static string HostPath()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = tests.Parent!.Name;
        var root = tests;
        while (!File.Exists(Path.Combine(root.FullName, "SysCsv.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The tests are not inside the repository.");
        return Path.Combine(root.FullName, "src", "SysCsv.Portal", "SysCsv.Portal.Host", "bin", configuration, tests.Name, "SysCsv.Portal.Host.dll");
    }

    [GeneratedRegex(@"http://\S+/account/set-up\?token=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
