using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Puts what the broker and the client library report into the classes of the contract. Its messages name settings, never their values.</summary>
internal static class ServiceBusErrors
{
    public const string ServerBusy = "com.microsoft:server-busy";
    private const string Section = AzureServiceBusOptions.Section;

    public static TransportException From(Exception exception, string queue)
    {
        // What went wrong with TLS lies inside of what then went wrong with HTTP or a WebSocket.
        if (Chain(exception).OfType<AuthenticationException>().Any())
            return new(TransportFailure.Misconfigured, $"TLS with the broker failed: its certificate is not accepted. Check the host name in {Section}:ConnectionString and the trusted certificates.", exception);
        foreach (var e in Chain(exception))
        {
            switch (e)
            {
                case TransportException known:
                    return known;
                case AmqpException { Error: { } error }:
                    return From(error, queue, exception);
                case SocketException or HttpRequestException or System.Net.WebSockets.WebSocketException:
                    return new(TransportFailure.Unreachable, $"The broker can't be reached at the address of {Section}:ConnectionString.", exception);
            }
        }

        return exception switch
        {
            TimeoutException or OperationCanceledException => Late(exception),
            IOException or ObjectDisposedException => Lost(exception),
            _ => new(TransportFailure.Other, $"The broker failed on queue '{queue}' ({Section}:Queue).", exception),
        };
    }

    public static TransportException From(Error? error, string queue, Exception? inner = null) => error?.Condition?.ToString() switch
    {
        ErrorCode.NotFound or ErrorCode.ResourceDeleted or "com.microsoft:entity-not-found" => QueueMissing(queue, inner),
        ErrorCode.UnauthorizedAccess or "com.microsoft:auth-failed" => AccessDenied(inner),
        ServerBusy => new(TransportFailure.Throttled, "The broker asks to slow down.", inner),
        "com.microsoft:timeout" => Late(inner),
        ErrorCode.ResourceLimitExceeded => new(TransportFailure.QueueFull, $"The broker takes no more for queue '{queue}' ({Section}:Queue): it is full, or a quota is used up.", inner),
        ErrorCode.MessageSizeExceeded => TooLarge(inner),
        ErrorCode.NotAllowed or ErrorCode.InvalidField or "com.microsoft:argument-error" or "com.microsoft:entity-disabled" =>
            new(TransportFailure.Misconfigured, $"The broker does not allow this on queue '{queue}' ({Section}:Queue): it is disabled, needs sessions, or another property is in the way.", inner),
        ErrorCode.PreconditionFailed or ErrorCode.NotImplemented or ErrorCode.DecodeError or ErrorCode.FramingError =>
            new(TransportFailure.Other, $"The broker refused what was sent to queue '{queue}' ({Section}:Queue).", inner),
        _ => Lost(inner),
    };

    public static TransportException QueueMissing(string queue, Exception? inner = null) => new(
        TransportFailure.QueueMissing,
        $"The broker has no queue '{queue}' ({Section}:Queue). If it was deleted, publish again, which creates it and sends what was lost. If it never was there, start a consumer.",
        inner);

    public static TransportException AccessDenied(Exception? inner = null) => new(
        TransportFailure.AccessDenied,
        $"The broker refuses the key, signature, token or password, or the right is missing. Check {Section}:ConnectionString and the rights behind it: in Service Bus Send and Listen, and Manage to create and count.",
        inner);

    public static TransportException Late(Exception? inner = null) =>
        new(TransportFailure.Timeout, $"The broker did not answer within {Section}:Timeout.", inner);

    public static TransportException Lost(Exception? inner = null) =>
        new(TransportFailure.ConnectionLost, "The connection to the broker, or a link on it, was lost.", inner);

    public static TransportException TooLarge(Exception? inner = null) =>
        new(TransportFailure.MessageTooLarge, "A message is larger than the broker takes: 256 KB in the Standard tier of Service Bus. Lower SysCsv:Publisher:RowsPerMessage.", inner);

    public static TransportException Disposed() =>
        new(TransportFailure.Other, "The transport was disposed.");

    /// <summary>What the library throws where a connection, session or link has ended. It disposes a connection's writer before its sessions know that it is gone.</summary>
    public static bool IsGone(Exception exception) => exception is AmqpException or ObjectDisposedException or IOException;

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e.InnerException)
            yield return e;
    }
}
