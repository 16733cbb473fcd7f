namespace SysCsv.Tests;

/// <summary>Test data that others wrote, which stands beside a checkout or not at all.</summary>
internal static class SharedTestData
{
    /// <summary>The path; skips the test where it is not there.</summary>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "SysCsv.sln")))
                continue;
            var found = Path.Combine(folder.FullName, "..", "shared", "testdata", path);
            Skip.IfNot(Path.Exists(found), "The shared test data is not beside the checkout.");
            return found;
        }

        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
