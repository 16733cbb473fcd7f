using System.Text;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Looks for a text in every file of a folder in which others write.</summary>
internal static class FolderSearch
{
    /// <param name="read">How a file is read; null reads it as it is on disk.</param>
    /// <returns>The files that hold the text.</returns>
    public static async Task<IReadOnlyList<string>> FilesWithAsync(string folder, string text, Func<string, Task<string>>? read = null)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await PassAsync(folder, text, read ?? ReadAsync, found))
        {
            // What went away may stand in a file that was read before: SQLite moves its log into the database, and removes it, when the
            // last connection is let go of. Every test that ends lets go of those of the whole process.
        }

        return [.. found];
    }

    /// <returns>Whether a file went away meanwhile.</returns>
    private static async Task<bool> PassAsync(string folder, string text, Func<string, Task<string>> read, HashSet<string> found)
    {
        var went = false;
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                if ((await read(file)).Contains(text, StringComparison.Ordinal))
                    found.Add(file);
            }
            catch (FileNotFoundException)
            {
                went = true;
            }
        }

        return went;
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
