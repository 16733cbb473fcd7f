namespace SysCsv.Publishing;

/// <summary>Program 1: reads CSV and sends each row to the queue. Safe for use from many threads.</summary>
public interface IImportPublisher
{
    /// <summary>Publishes a file. With a checkpoint folder set, a file whose publishing was interrupted goes on from its last confirmed row.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="request">How; null takes the defaults.</param>
    /// <param name="progress">Told after every confirmed batch, and when the publisher begins to wait; called from any thread.</param>
    /// <param name="cancellationToken">Stops after what is under way; nothing that was confirmed is taken back.</param>
    /// <returns>The account, once the broker holds every record and the end message.</returns>
    /// <exception cref="Csv.CsvRefusedException">The file is no CSV file of contacts; nothing was sent. One that turns out damaged later is <see cref="PublishReport.Damage"/>.</exception>
    /// <exception cref="Transports.TransportException">The queue is missing, wrong or away.</exception>
    /// <exception cref="SysCsvException">Another process is publishing the file, it is being continued with other settings, or a checkpoint is named for what can't be read again.</exception>
    /// <exception cref="IOException">The file can't be read, or not further: with a checkpoint folder the next call goes on.</exception>
    Task<PublishReport> PublishFileAsync(
        string path, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Publishes a stream from its current position, without checkpoints. The stream is left open.</summary>
    /// <inheritdoc cref="PublishFileAsync"/>
    Task<PublishReport> PublishAsync(
        Stream stream, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default);
}
