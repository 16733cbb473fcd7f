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
        var portal = Path.Combine(Repository.Root(), "src", "SysCsv.Portal") + Path.DirectorySeparatorChar;
        var code = Repository.Sources()
            .Where(file => file.StartsWith(portal, StringComparison.Ordinal) == ofPortal)
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

    [Theory]
    [InlineData(typeof(RabbitMqOptions), RabbitMqOptions.Section, "SysCsv.Transports/SysCsv.Transports.RabbitMq")]
    [InlineData(typeof(AzureServiceBusOptions), AzureServiceBusOptions.Section, "SysCsv.Transports/SysCsv.Transports.AzureServiceBus")]
    [InlineData(typeof(EmbeddedTransportOptions), EmbeddedTransportOptions.Section, "SysCsv.Transports/SysCsv.Transports.Sqlite")]
    public void Every_setting_of_a_transport_is_in_the_readme_of_its_package(Type options, string section, string package)
    {
        var readme = Read($"src/{package}/README.md");

        Assert.Contains($"| setting of `{section}` |", readme, StringComparison.Ordinal);
        foreach (var property in options.GetProperties())
            Assert.Contains($"`{property.Name}`", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_between_the_documents_lead_somewhere()
    {
        var root = Repository.Root();
        var documents = Directory.GetFiles(root, "*.md").Concat(Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories));

        var broken = documents.SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{Path.GetRelativePath(root, document)}: {target}"));

        Assert.Empty(broken);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root(), path));

    [GeneratedRegex(@"LoggerMessage\((?<id>\d+), LogLevel\.(?<level>\w+),[^\n]*\n\s*(public|private) static partial void (?<name>\w+)")]
    private static partial Regex EventInCode();

    [GeneratedRegex(@"\[LoggerMessage\b")]
    private static partial Regex AnyEvent();

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<level>\w+) \| (?<name>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex EventInDocs();

    [GeneratedRegex(@"""(?<name>syscsv\.[a-z_.]+)"", (""|\w+, "")")]
    private static partial Regex InstrumentInCode();

    [GeneratedRegex(@"^\| `(?<name>syscsv\.[a-z_.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentInDocs();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
