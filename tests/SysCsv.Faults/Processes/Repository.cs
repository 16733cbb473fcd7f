namespace SysCsv.Faults.Processes;

/// <summary>Where things are in the checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built program of a sample, of the same configuration as this assembly.</summary>
    public static string Sample(string name) => Program(Path.Combine("samples", name));

    /// <summary>The built host of the portal, of the same configuration as this assembly.</summary>
    public static string PortalHost() => Program(Path.Combine("src", "SysCsv.Portal", "SysCsv.Portal.Host"));

    /// <summary>The built consumer that dies of one row.</summary>
    public static string FatalConsumer() => Program(Path.Combine("tests", "SysCsv.Faults.FatalConsumer"));

    /// <summary>A file of test data that others wrote; it may not be there.</summary>
    public static string SharedTestData(string path) => Path.Combine(Root, "..", "shared", "testdata", path);

    private static string Program(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Root, project, "bin", configuration, "net10.0", Path.GetFileName(project) + ".dll");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SysCsv.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
