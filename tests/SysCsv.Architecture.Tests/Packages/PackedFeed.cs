using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace SysCsv.Architecture.Tests.Packages;

/// <summary>All packages, packed from what is built, under a version of this run.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("syscsv-feed-");

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.1-test.{Environment.ProcessId}");

    public static string Root { get; } = Repository.Root();

    public Task InitializeAsync() => RunAsync(
        "pack", Path.Combine(Root, "SysCsv.sln"), "-c", Configuration, "--no-build", "-nologo", "-v", "q", "-o", Folder.FullName, $"-p:MinVerVersionOverride={Version}");

    public Task DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    public IEnumerable<string> Names => Folder.GetFiles("*.nupkg").Select(file => file.Name[..^$".{Version}.nupkg".Length]).Order(StringComparer.Ordinal);

    public XElement Metadata(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder.FullName, $"{package}.{Version}.nupkg"));
        using var nuspec = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public bool Holds(string package, string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder.FullName, $"{package}.{Version}.nupkg"));
        return archive.Entries.Any(entry => entry.FullName == file && entry.Length > 0);
    }

    public bool HasSymbols(string package) => File.Exists(Path.Combine(Folder.FullName, $"{package}.{Version}.snupkg"));

    public static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // What the test runner sets for itself must not reach another build.
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{await error}");
        return output;
    }
}
