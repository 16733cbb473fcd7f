using SysCsv.Publishing;

namespace SysCsv.Portal.Imports;

/// <summary>How far sending an import is, written by its publisher and read when the lease is renewed.</summary>
internal sealed class SendProgress(long rows, long bytes) : IProgress<PublishProgress>
{
    private readonly Lock _lock = new();
    private long _rows = rows;
    private long _bytes = bytes;
    private string? _broker;
    private string? _consumers;
    private string? _readAs;

    /// <summary>How the file is read, as it is kept; null until the publisher told.</summary>
    public string? ReadAs => Volatile.Read(ref _readAs);

    public void Report(PublishProgress value)
    {
        if (_readAs is null && value.Layout is { } layout)
            Volatile.Write(ref _readAs, ReadingJson.Write(FileReading.Of(layout)));
        lock (_lock)
            (_rows, _bytes, _broker) = (value.RowsConfirmed, value.BytesRead, value.WaitingFor);
    }

    /// <summary>Says that sending waits for the consumers; null that it does not.</summary>
    public void WaitForConsumers(string? message)
    {
        lock (_lock)
            _consumers = message;
    }

    public (long Rows, long Bytes, string? Message) Read()
    {
        lock (_lock)
            return (_rows, _bytes, _broker ?? _consumers);
    }
}
