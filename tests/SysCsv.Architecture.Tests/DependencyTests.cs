using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace SysCsv.Architecture.Tests;

/// <summary>Who may know whom, as docs/architecture.md draws it.</summary>
public sealed class DependencyTests
{
    private const string Abstractions = "SysCsv.Abstractions";
    private const string Engine = "SysCsv";
    private const string Relational = "SysCsv.Persistence.Relational";

    private static readonly string[] Providers =
    [
        "SysCsv.Transports.AzureServiceBus", "SysCsv.Transports.RabbitMq", "SysCsv.Transports.Sqlite", "SysCsv.Persistence.Postgres", "SysCsv.Persistence.Sqlite",
        "SysCsv.Persistence.SqlServer",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies([.. new[] { Abstractions, Engine, Relational, "SysCsv.Testing", "SysCsv.Hosting" }.Concat(Providers).Select(System.Reflection.Assembly.Load)])
        .Build();

    public static TheoryData<string, string[]> Allowed => new()
    {
        { Abstractions, [] },
        { Engine, [Abstractions] },
        { "SysCsv.Transports.AzureServiceBus", [Abstractions] },
        { "SysCsv.Transports.RabbitMq", [Abstractions] },
        { "SysCsv.Transports.Sqlite", [Abstractions] },
        { Relational, [Abstractions] },
        { "SysCsv.Persistence.Postgres", [Abstractions, Relational] },
        { "SysCsv.Persistence.Sqlite", [Abstractions, Relational] },
        { "SysCsv.Persistence.SqlServer", [Abstractions, Relational] },
        { "SysCsv.Testing", [Abstractions] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Project_references_only_what_it_may_know(string project, string[] allowed)
    {
        var referenced = System.Reflection.Assembly.Load(project).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name == "SysCsv" || name.StartsWith("SysCsv.", StringComparison.Ordinal));

        Assert.Empty(referenced.Except(allowed));
    }

    [Theory]
    [InlineData("RabbitMQ.Client")]
    [InlineData("Amqp.Net")]
    [InlineData("CsvHelper")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Microsoft.Data.SqlClient")]
    public void Client_library_appears_in_no_public_signature(string library)
    {
        var assemblies = new[] { Abstractions, Engine, Relational }.Concat(Providers).Select(System.Reflection.Assembly.Load);

        var exposed = assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(member => TypesOf(member).Any(type => type.Assembly.GetName().Name == library))
            .Select(member => $"{member.DeclaringType}.{member.Name}");

        Assert.Empty(exposed);
    }

    [Fact]
    public void Reading_knows_neither_messages_nor_queue() =>
        Types().That().ResideInNamespaceMatching(@"^SysCsv\.Csv").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^SysCsv\.(Messages|Publishing|Consuming|Transports|Persistence)")
            .Check(Architecture);

    [Fact]
    public void Publishing_knows_no_store() =>
        Types().That().ResideInNamespaceMatching(@"^SysCsv\.Publishing").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^SysCsv\.(Consuming|Persistence)")
            .Check(Architecture);

    private static IEnumerable<System.Type> TypesOf(MemberInfo member) => member switch
    {
        MethodBase method => [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. method is MethodInfo { ReturnType: var type } ? [type] : Array.Empty<System.Type>()],
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };
}
