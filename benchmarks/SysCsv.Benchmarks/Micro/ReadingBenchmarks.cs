using BenchmarkDotNet.Attributes;
using SysCsv.Benchmarks.EndToEnd;
using SysCsv.Csv;

namespace SysCsv.Benchmarks.Micro;

/// <summary>Reading a file of 100,000 rows: the reader alone, every field looked at.</summary>
/// <remarks>In this process: the project that BenchmarkDotNet would build anew is not found by the rules of this repository.</remarks>
[InProcess]
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private const int Rows = 100_000;
    private byte[] _file = [];

    [GlobalSetup]
    public void SetUp()
    {
        var path = Path.GetTempFileName();
        GeneratedFile.Write(path, Rows);
        _file = File.ReadAllBytes(path);
        File.Delete(path);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task<long> Read_rows()
    {
        long bytes = 0;
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(_file));
        while (await reader.ReadAsync())
            for (var field = 0; field < reader.FieldCount; field++)
                bytes += reader.GetField(field).Length;
        return bytes;
    }
}
