using System.Text;
using CsCheck;
using CsvHelper;
using SysCsv.Csv;

namespace SysCsv.Tests.Csv;

/// <summary>Random files, written by rule, read back; and read by another library, which has to agree.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Pieces = ["", "a", "x y", "\"", "\"\"", ",", ";", "a,b", "\n", "\r\n", "1\n2", "é", "田中", "😀", "'", " pad "];
    private static readonly Gen<string> Value = Gen.Int[0, Pieces.Length - 1].Array[0, 4].Select(picked => string.Concat(picked.Select(piece => Pieces[piece])));
    private static readonly Gen<string[][]> Rows = Gen.Select(Value, Value, (one, two) => new[] { "a@b.c", one, two }).Array[0, 40];

    [Fact]
    public Task Fields_come_back_whatever_the_size_of_the_reads() =>
        Gen.Select(Rows, Gen.Int[1, 70], Gen.Int[0, 2].Select(end => new[] { "\n", "\r\n", "\r" }[end])).SampleAsync(
            async sample =>
            {
                var (rows, chunk, lineEnd) = sample;
                var records = await CsvText.ReadAsync(new ChunkedStream(Write(rows, lineEnd), chunk), new() { Delimiter = ',' });
                Assert.Equal(rows.Select(row => string.Join('¦', row)), records.Select(record => string.Join('¦', record.Fields)));
            },
            iter: 2_000);

    [Fact]
    public Task Another_library_reads_the_same_fields() =>
        Rows.SampleAsync(
            async rows =>
            {
                var file = Write(rows, "\n");
                var ours = await CsvText.ReadAsync(new MemoryStream(file), new() { Delimiter = ',' });
                Assert.Equal(Theirs(file), ours.Select(record => string.Join('¦', record.Fields)));
            },
            iter: 2_000);

    [Fact]
    public Task No_mutation_of_a_file_makes_the_reader_fail_or_lose_its_way() =>
        Gen.Select(Rows, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 8]).SampleAsync(
            async sample =>
            {
                var (rows, changes) = sample;
                var file = Write(rows, "\n");
                foreach (var (at, value) in changes)
                    file[at % file.Length] = value;
                try
                {
                    long number = 0, line = 0;
                    foreach (var record in await CsvText.ReadAsync(new MemoryStream(file)))
                    {
                        Assert.Equal(++number, record.Number);
                        Assert.True(record.Line > line);
                        line = record.Line;
                    }
                }
                catch (CsvRefusedException)
                {
                    // A mutation may make the file one that is refused.
                }
            },
            iter: 5_000);

    private static List<string> Theirs(byte[] file)
    {
        using var reader = CsvReader.Create(file, new CsvReaderOptions { HasHeader = true, Separator = ',' });
        var records = new List<string>();
        while (reader.Read())
            records.Add(string.Join('¦', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        return records;
    }

    private static byte[] Write(string[][] rows, string lineEnd)
    {
        var text = new StringBuilder("Email,One,Two").Append(lineEnd);
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Quote)).Append(lineEnd);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny("\",\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
