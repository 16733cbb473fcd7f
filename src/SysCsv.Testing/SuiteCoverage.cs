using System.Reflection;

namespace SysCsv.Testing;

/// <summary>Proves that a test project runs every suite for every harness it has.</summary>
public static class SuiteCoverage
{
    /// <summary>What is missing, as sentences such as "SqliteHarness does not run DepthTests"; empty if nothing is.</summary>
    /// <param name="tests">The assembly with the harnesses and the classes that run suites.</param>
    /// <param name="suite">What the suites derive from, such as <c>typeof(TransportSuite&lt;&gt;)</c>.</param>
    public static IReadOnlyList<string> FindGaps(Assembly tests, Type suite)
    {
        ArgumentNullException.ThrowIfNull(tests);
        return FindGaps(tests.GetTypes(), suite);
    }

    /// <summary>What is missing among some types, as sentences.</summary>
    /// <param name="tests">The harnesses and the classes that run suites.</param>
    /// <param name="suite">What the suites derive from, such as <c>typeof(TransportSuite&lt;&gt;)</c>.</param>
    public static IReadOnlyList<string> FindGaps(IReadOnlyCollection<Type> tests, Type suite)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentNullException.ThrowIfNull(suite);

        var contract = suite.GetGenericArguments()[0].GetGenericParameterConstraints().Single(type => type.IsInterface);
        var suites = suite.Assembly.GetExportedTypes().Where(type => type.IsGenericTypeDefinition && IsSuite(type, suite)).ToList();
        var classes = tests.Where(type => type is { IsClass: true, IsAbstract: false }).ToList();
        var run = classes.SelectMany(AncestorsOf).Where(type => type.IsGenericType).ToHashSet();

        return
        [
            .. from harness in classes
               where contract.IsAssignableFrom(harness)
               from wanted in suites
               where !run.Contains(wanted.MakeGenericType(harness))
               select $"{harness.Name} does not run {wanted.Name.Split('`')[0]}",
        ];
    }

    private static bool IsSuite(Type type, Type suite) =>
        AncestorsOf(type).Any(ancestor => ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == suite);

    private static IEnumerable<Type> AncestorsOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }
}
