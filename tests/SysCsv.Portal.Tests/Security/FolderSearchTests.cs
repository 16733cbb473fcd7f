using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Security;

/// <summary>A search that proves that a secret is nowhere has to find one that is somewhere.</summary>
public sealed class FolderSearchTests : PortalTestFolder
{
    private readonly List<string> _read = [];

    [Fact]
    public async Task Text_is_found_in_every_file_that_holds_it()
    {
        var (one, two) = (Write("one", "a secret"), Write(Path.Combine("below", "two"), "secrets"));
        Write("three", "nothing");

        Assert.Equal([two, one], (await FolderSearch.FilesWithAsync(Folder.FullName, "secret")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Text_that_moves_to_a_file_that_was_read_before_is_found_there()
    {
        Write("one", "nothing");
        Write("two", "nothing");

        var found = await FolderSearch.FilesWithAsync(Folder.FullName, "secret", ReadAsync);

        Assert.Equal([_read[0]], found);

        // As SQLite does with its log: it is listed, and gone once its time has come.
        async Task<string> ReadAsync(string path)
        {
            _read.Add(path);
            if (_read.Count == 2)
            {
                File.Delete(path);
                await File.WriteAllTextAsync(_read[0], "secret");
            }

            return await File.ReadAllTextAsync(path);
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
