namespace SysCsv.Persistence;

/// <summary>The only exception, besides cancellation, that a store lets out. The driver's own is inside.</summary>
public sealed class StoreException : SysCsvException
{
    /// <summary>Creates the exception; whether it is transient follows from <paramref name="failure"/>.</summary>
    public StoreException(StoreFailure failure, string message, Exception? innerException = null)
        : base(message, failure <= StoreFailure.ReadOnly, innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public StoreFailure Failure { get; }
}
