using System.Diagnostics;

namespace SysCsv.Faults.Processes;

/// <summary>A server of the test's own, run by its script under eng/servers, so that killing it harms nobody else.</summary>
internal sealed class ServerScript(string script, IReadOnlyDictionary<string, string> environment)
{
    public Task StartAsync() => RunAsync("start");

    /// <summary>An orderly end; the data stays.</summary>
    public Task StopAsync() => RunAsync("stop");

    /// <summary>kill -9; the data stays.</summary>
    public Task KillAsync() => RunAsync("kill");

    /// <summary>Ends it and deletes its data.</summary>
    public Task ResetAsync() => RunAsync("reset");

    /// <summary>What the script prints for <paramref name="verb"/>.</summary>
    public async Task<string> RunAsync(string verb, params string[] arguments)
    {
        // Output goes to a file: the server inherits it, and a pipe would stay open for as long as the server runs.
        var output = Path.GetTempFileName();
        var start = new ProcessStartInfo("bash", ["-c", $"exec \"$@\" > \"$0\" 2>&1", output, Path.Combine(Repository.Root, "eng", "servers", script), verb, .. arguments]);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var text = (await File.ReadAllTextAsync(output)).Trim();
        File.Delete(output);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{script} {verb} failed: {text}");
    }
}
