using System.Buffers;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Messages;

namespace SysCsv.Portal.Uploads;

/// <summary>Reads records as a consumer would get them: through the message that would carry them.</summary>
internal sealed class RowReader(CsvRecordReader reader) : IDisposable
{
    private readonly MessageWriter _writer = new(new ImportId(Guid.Empty), DuplicatePolicy.KeepLast, reader.Layout);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>The current record of the reader. Valid until the next call.</summary>
    public MessageRow Current()
    {
        _buffer.ResetWrittenCount();
        _writer.BeginRows(_buffer);
        _writer.WriteRow(reader);
        _writer.EndRows();
        return MessageReader.Read(_buffer.WrittenMemory, out var message) is { } fault
            ? throw new InvalidOperationException(fault)
            : message!.Rows[0];
    }

    public void Dispose() => _writer.Dispose();
}
