using System.Text.RegularExpressions;

namespace SysCsv.Architecture.Tests;

/// <summary>Whoever knows the full name of a type knows its folder.</summary>
public sealed partial class LayoutTests
{
    [Fact]
    public void Namespaces_follow_folders_but_for_what_users_type_which_is_in_SysCsv()
    {
        var strangers = Repository.Sources()
            .Select(file => (File: Path.GetRelativePath(Repository.Root(), file), Namespace: Namespace().Match(File.ReadAllText(file)).Groups["name"].Value))
            .Where(source => source.Namespace is not ("" or "SysCsv") && source.Namespace != Expected(source.File));

        Assert.Empty(strangers);
    }

    // A folder that is named like a namespace, as a project's is, begins anew.
    private static string Expected(string file)
    {
        var folders = file.Split(Path.DirectorySeparatorChar)[1..^1];
        var root = Array.FindLastIndex(folders, folder => folder.StartsWith("SysCsv", StringComparison.Ordinal));
        var project = folders[root] == "SysCsv.Abstractions" ? "SysCsv" : folders[root];
        return string.Join('.', folders[(root + 1)..].Prepend(project));
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
