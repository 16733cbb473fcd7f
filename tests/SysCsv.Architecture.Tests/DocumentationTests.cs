using System.Text.RegularExpressions;

namespace SysCsv.Architecture.Tests;

/// <summary>What the docs say of the code is held against the code.</summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("docs/operating.md", false)]
    [InlineData("docs/portal.md", true)]
    public void Every_event_is_in_its_guide_and_no_other(string guide, bool ofPortal)
    {
        var portal = Path.Combine(Root(), "src", "SysCsv.Portal") + Path.DirectorySeparatorChar;
        var code = Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => file.StartsWith(portal, StringComparison.Ordinal) == ofPortal && !BuildOutput().IsMatch(file))
            .Select(File.ReadAllText).ToList();

        var inCode = code.SelectMany(text => EventInCode().Matches(text))
            .Select(match => $"{match.Groups["id"]} {match.Groups["level"].Value.ToLowerInvariant()} {match.Groups["name"]}");
        var inDocs = EventInDocs().Matches(Read(guide))
            .Select(match => $"{match.Groups["id"]} {match.Groups["level"]} {match.Groups["name"]}");

        Assert.Equal(inCode.Order(), inDocs.Order());
        Assert.Equal(code.Sum(text => AnyEvent().Count(text)), inCode.Count());
    }

    [Fact]
    public void Every_instrument_is_in_the_operating_guide_and_no_other()
    {
        var inCode = InstrumentInCode().Matches(Read("src/SysCsv/Diagnostics/SysCsvTelemetry.cs")).Select(match => match.Groups["name"].Value);
        var inDocs = InstrumentInDocs().Matches(Read("docs/operating.md")).Select(match => match.Groups["name"].Value);

        Assert.Equal(inCode.Order(), inDocs.Order());
    }

    [Theory]
    [InlineData(typeof(PublisherOptions), PublisherOptions.Section)]
    [InlineData(typeof(ConsumerOptions), ConsumerOptions.Section)]
    public void Every_setting_is_in_the_operating_guide(Type options, string section)
    {
        var guide = Read("docs/operating.md");

        foreach (var property in options.GetProperties())
            Assert.Contains($"`{section}:{property.Name}`", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_between_the_documents_lead_somewhere()
    {
        var root = Root();
        var documents = Directory.GetFiles(root, "*.md").Concat(Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories));

        var broken = documents.SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{Path.GetRelativePath(root, document)}: {target}"));

        Assert.Empty(broken);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SysCsv.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }

    [GeneratedRegex(@"LoggerMessage\((?<id>\d+), LogLevel\.(?<level>\w+),[^\n]*\n\s*(public|private) static partial void (?<name>\w+)")]
    private static partial Regex EventInCode();

    [GeneratedRegex(@"\[LoggerMessage\b")]
    private static partial Regex AnyEvent();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<level>\w+) \| (?<name>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex EventInDocs();

    [GeneratedRegex(@"""(?<name>syscsv\.[a-z_.]+)"", (""|\w+, "")")]
    private static partial Regex InstrumentInCode();

    [GeneratedRegex(@"^\| `(?<name>syscsv\.[a-z_.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentInDocs();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
