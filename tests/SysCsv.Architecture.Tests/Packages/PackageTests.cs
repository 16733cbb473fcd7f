using System.Xml.Linq;

namespace SysCsv.Architecture.Tests.Packages;

/// <summary>What a user gets: complete packages that pull in nothing they do not need.</summary>
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    private static readonly Dictionary<string, string[]> Dependencies = new(StringComparer.Ordinal)
    {
        ["SysCsv"] =
        [
            "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options.ConfigurationExtensions", "SysCsv.Abstractions", "UTF.Unknown",
        ],
        ["SysCsv.Abstractions"] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions"],
        ["SysCsv.Hosting"] =
        [
            "SysCsv", "SysCsv.Persistence.Postgres", "SysCsv.Persistence.SqlServer", "SysCsv.Persistence.Sqlite", "SysCsv.Transports.AzureServiceBus",
            "SysCsv.Transports.RabbitMq", "SysCsv.Transports.Sqlite",
        ],
        ["SysCsv.Persistence.Postgres"] = ["Microsoft.Extensions.Options.ConfigurationExtensions", "Npgsql.EntityFrameworkCore.PostgreSQL", "SysCsv.Persistence.Relational"],
        ["SysCsv.Persistence.Relational"] = ["Microsoft.EntityFrameworkCore.Relational", "SysCsv.Abstractions"],
        ["SysCsv.Persistence.SqlServer"] = ["Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.Extensions.Options.ConfigurationExtensions", "SysCsv.Persistence.Relational"],
        ["SysCsv.Persistence.Sqlite"] = ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Extensions.Options.ConfigurationExtensions", "SysCsv.Persistence.Relational"],
        ["SysCsv.Portal"] = ["Microsoft.AspNetCore.OpenApi", "MudBlazor", "Scalar.AspNetCore", "SysCsv", "SysCsv.Persistence.Relational", "SysCsv.Persistence.Sqlite"],
        ["SysCsv.Testing"] = ["SysCsv.Abstractions", "Xunit.SkippableFact", "xunit"],
        ["SysCsv.Transports.AzureServiceBus"] =
            ["AMQPNetLite", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions", "SysCsv.Abstractions"],
        ["SysCsv.Transports.RabbitMq"] =
            ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions", "RabbitMQ.Client", "SysCsv.Abstractions"],
        ["SysCsv.Transports.Sqlite"] =
            ["Microsoft.Data.Sqlite", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions", "SysCsv.Abstractions"],
    };

    [Fact]
    public void Every_package_has_a_clean_list_of_dependencies()
    {
        Assert.Equal(Dependencies.Keys.Order(StringComparer.Ordinal), feed.Names);
        Assert.All(Dependencies, package => Assert.Equal(
            package.Value,
            feed.Metadata(package.Key).Descendants().Where(element => element.Name.LocalName == "dependency")
                .Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_package_says_what_it_is()
    {
        foreach (var package in feed.Names)
        {
            var metadata = feed.Metadata(package);
            Assert.True(Text(metadata, "description").Length > 20, $"{package} has no description.");
            Assert.Equal("MIT", Text(metadata, "license"));
            Assert.Equal("README.md", Text(metadata, "readme"));
            Assert.Contains("csv", Text(metadata, "tags"), StringComparison.Ordinal);
            Assert.True(feed.Holds(package, "README.md"), $"{package} has no README.");
            Assert.True(feed.Holds(package, $"lib/net10.0/{package}.xml"), $"{package} has no documentation.");
            Assert.True(feed.HasSymbols(package), $"{package} has no symbols.");
        }
    }

    [Fact]
    public async Task Packages_alone_make_a_program_that_imports()
    {
        var packages = Directory.CreateTempSubdirectory("syscsv-packages-");
        try
        {
            var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
                ? named
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            var output = await PackedFeed.RunAsync(
                "run", "--project", Path.Combine(PackedFeed.Root, "samples", "PackageConsumer"), $"-p:SysCsvFeed={feed.Folder.FullName}", $"-p:SysCsvVersion={feed.Version}",
                $"-p:RestorePackagesPath={packages.FullName}", $"-p:RestoreFallbackFolders={cache}");

            Assert.EndsWith("rows=3 inserted=1 updated=0 duplicate=1 rejected=1 failed=0", output.TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            packages.Delete(recursive: true);
        }
    }

    private static string Text(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
