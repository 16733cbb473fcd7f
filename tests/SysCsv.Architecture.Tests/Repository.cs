using System.Text.RegularExpressions;

namespace SysCsv.Architecture.Tests;

/// <summary>The files of the checkout that the tests run in.</summary>
internal static partial class Repository
{
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SysCsv.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }

    /// <summary>The full paths of the sources below <c>src</c>, without what a build makes.</summary>
    public static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).Where(file => !BuildOutput().IsMatch(file));

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
