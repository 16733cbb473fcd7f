using System.Globalization;
using System.Text;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>A file of contacts in which one row in ten repeats an earlier e-mail under another name. The same for the same number of rows.</summary>
internal static class GeneratedFile
{
    private const int Seed = 20_001;

    public static void Write(string path, int rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        writer.Write("Name,Email,City\n");
        foreach (var (name, email, city) in Rows(rows))
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{name},{email},{city}\n"));
    }

    public static IEnumerable<(string Name, string Email, string City)> Rows(int rows)
    {
        var random = new Random(Seed);
        for (var i = 0; i < rows; i++)
        {
            var person = i >= 10 && i % 10 == 0 ? random.Next(i) : i;
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"Given{i % 977} Family{i}"),
                string.Create(CultureInfo.InvariantCulture, $"person{person}@example{person % 31}.com"),
                string.Create(CultureInfo.InvariantCulture, $"City {i % 499}"));
        }
    }
}
