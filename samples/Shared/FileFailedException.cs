using System.Globalization;
using SysCsv.Publishing;
using SysCsv.Transports;

namespace Samples;

/// <summary>What went wrong with one file, in words that name it and say what had been sent of it.</summary>
internal sealed class FileFailedException : Exception
{
    private FileFailedException(string message, int code, Exception inner)
        : base(message, inner) => Code = code;

    public int Code { get; }

    /// <summary>Whether the next file would fail as well.</summary>
    public bool ConcernsEveryFile => InnerException is TransportException or OperationCanceledException;

    /// <param name="file">The file.</param>
    /// <param name="exception">What happened.</param>
    /// <param name="sent">What the queue held by then; null for nothing.</param>
    /// <param name="remembers">Whether the publisher keeps checkpoints.</param>
    public static FileFailedException Of(string file, Exception exception, PublishProgress? sent, bool remembers)
    {
        var what = exception is OperationCanceledException ? "Interrupted." : exception.Message;
        if (sent is not { RowsConfirmed: > 0 })
            return new($"{SourceFiles.NameOf(file)}: {what}", CodeOf(exception, somethingSent: false), exception);

        var next = !remembers || file == SourceFiles.StandardInput
            ? "Publishing it again begins another import: rows that came before are counted as duplicates."
            : exception is TransportException { Failure: TransportFailure.QueueMissing }
                ? "Publish the unchanged file again: the queue is made again and gets all of it, since nobody knows what was lost with the old one. No row counts twice."
                : "Publish the unchanged file again, and it goes on after them.";
        var already = string.Create(CultureInfo.InvariantCulture, $"{sent.RowsConfirmed:N0} rows were already sent; import {sent.Import} is incomplete.");
        return new($"{SourceFiles.NameOf(file)}: {what} {already} {next}", CodeOf(exception, somethingSent: true), exception);
    }

    private static int CodeOf(Exception exception, bool somethingSent) => exception switch
    {
        TransportException or OperationCanceledException => ExitCode.Of(exception)!.Value,
        _ when somethingSent => ExitCode.Incomplete,
        IOException or UnauthorizedAccessException => ExitCode.Refused,
        _ => ExitCode.Of(exception) ?? ExitCode.Failure,
    };
}
