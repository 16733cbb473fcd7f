namespace SysCsv.Transports;

/// <summary>The only exception, besides cancellation, that a transport lets out. The client library's own is inside.</summary>
public sealed class TransportException : SysCsvException
{
    /// <summary>Creates the exception; whether it is transient follows from <paramref name="failure"/>.</summary>
    public TransportException(TransportFailure failure, string message, Exception? innerException = null)
        : base(message, failure <= TransportFailure.StorageUnavailable, innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public TransportFailure Failure { get; }
}
