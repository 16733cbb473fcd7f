using System.Text;

namespace SysCsv.Faults.Oracle;

/// <summary>Files like example.csv, half as long: no header, 5,273 rows, 273 repeats of which one e-mail has 115 in a row, names changed on the repeats so that the winner shows.</summary>
internal static class SourceFile
{
    public const int People = 5_000;

    /// <summary>Makes the rows; the same for the same seed.</summary>
    public static List<SourceRow> Generate(int seed, int people = People)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, people).Select(i => new SourceRow($"First{i} Last{i}", $"user{i}@site{i % 97}.example")).ToList();
        Repeat(rows, 214, 115);
        for (var i = 0; i < 158; i++)
        {
            var place = random.Next(1_000, rows.Count);
            rows.Insert(place, rows[place - random.Next(1, 426)] with { Name = $"Changed {i}" });
        }

        return rows;
    }

    /// <summary>The rows of a file without header or quotes, with the names of repeats changed.</summary>
    public static List<SourceRow> ChangeRepeats(string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. File.ReadLines(path)
                .Select(line => line.Split(','))
                .Select((fields, i) => new SourceRow(seen.Add(fields[1]) ? fields[0] : $"{fields[0]} {i}", fields[1])),
        ];
    }

    public static void Write(string path, IEnumerable<SourceRow> rows) =>
        File.WriteAllLines(path, rows.Select(row => $"{row.Name},{row.Email}"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static void Repeat(List<SourceRow> rows, int index, int times)
    {
        for (var i = 0; i < times; i++)
            rows.Insert(index + 1 + i, rows[index] with { Name = $"Hot {i}" });
    }
}
