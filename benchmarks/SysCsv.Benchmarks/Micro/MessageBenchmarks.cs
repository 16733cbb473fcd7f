using BenchmarkDotNet.Attributes;
using SysCsv.Benchmarks.EndToEnd;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Publishing;

namespace SysCsv.Benchmarks.Micro;

/// <summary>Encoding and decoding of rows, 1 and 100 to a message. Encoding includes reading the file.</summary>
/// <remarks>In this process: the project that BenchmarkDotNet would build anew is not found by the rules of this repository.</remarks>
[InProcess]
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private const int Rows = 100_000;
    private byte[] _file = [];
    private List<byte[]> _bodies = [];

    [Params(1, 100)]
    public int RowsPerMessage { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var path = Path.GetTempFileName();
        GeneratedFile.Write(path, Rows);
        _file = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        _bodies = [];
        await EncodeAsync(batch => _bodies.AddRange(batch.ToMessages(traceParent: null).Select(message => message.Body.ToArray())));
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task Read_and_encode() => EncodeAsync(batch => batch.ToMessages(traceParent: null));

    [Benchmark(OperationsPerInvoke = Rows)]
    public int Decode()
    {
        var rows = 0;
        foreach (var body in _bodies)
        {
            MessageReader.Read(body, out var message);
            rows += message!.Rows.Length;
        }

        return rows;
    }

    private async Task EncodeAsync(Action<MessageBatch> use)
    {
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(_file));
        using var writer = new MessageWriter(new ImportId(Guid.Empty), DuplicatePolicy.KeepLast, reader.Layout);
        var more = await reader.ReadAsync();
        while (more)
        {
            using var batch = new MessageBatch();
            while (more && batch.Count < 500)
            {
                batch.BeginMessage(writer.RowsId(reader.RecordNumber));
                writer.BeginRows(batch);
                for (var row = 0; row < RowsPerMessage && more; row++)
                {
                    writer.WriteRow(reader);
                    more = await reader.ReadAsync();
                }

                writer.EndRows();
            }

            use(batch);
        }
    }
}
