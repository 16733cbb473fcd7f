using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Puts what the broker and the client library report into the classes of the contract. Its messages name settings, never their values.</summary>
internal static class ServiceBusErrors
{
    public const string LockLost = "com.microsoft:message-lock-lost";
    public const string ServerBusy = "com.microsoft:server-busy";
    private const string Section = AzureServiceBusOptions.Section;

    public static TransportException From(Exception exception, string queue)
    {
        for (var e = exception; e is not null; e = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e.InnerException)
        {
            switch (e)
            {
                case TransportException known:
                    return known;
                case AmqpException { Error: { } error }:
                    return From(error, queue, exception);
                case AuthenticationException:
                    return new(TransportFailure.Misconfigured, $"TLS with Service Bus failed: its certificate is not accepted. Check the host name in {Section}:ConnectionString and the trusted certificates.", exception);
                case SocketException or HttpRequestException or System.Net.WebSockets.WebSocketException:
                    return new(TransportFailure.Unreachable, $"Service Bus can't be reached at the endpoint of {Section}:ConnectionString.", exception);
            }
        }

        return exception switch
        {
            TimeoutException or OperationCanceledException => Late(exception),
            IOException or ObjectDisposedException => Lost(exception),
            _ => new(TransportFailure.Other, $"Service Bus failed on queue '{queue}' ({Section}:Queue).", exception),
        };
    }

    public static TransportException From(Error? error, string queue, Exception? inner = null) => error?.Condition?.ToString() switch
    {
        ErrorCode.NotFound or ErrorCode.ResourceDeleted or "com.microsoft:entity-not-found" => QueueMissing(queue, inner),
        ErrorCode.UnauthorizedAccess or "com.microsoft:auth-failed" => AccessDenied(inner),
        ServerBusy => new(TransportFailure.Throttled, "Service Bus asks to slow down.", inner),
        "com.microsoft:timeout" => Late(inner),
        ErrorCode.ResourceLimitExceeded => new(TransportFailure.QueueFull, $"Service Bus takes no more for queue '{queue}' ({Section}:Queue): it is full, or a quota is used up.", inner),
        ErrorCode.MessageSizeExceeded => TooLarge(inner),
        ErrorCode.NotAllowed or ErrorCode.InvalidField or "com.microsoft:argument-error" or "com.microsoft:entity-disabled" =>
            new(TransportFailure.Misconfigured, $"Service Bus does not allow this on queue '{queue}' ({Section}:Queue): it is disabled, needs sessions, or another property is in the way.", inner),
        ErrorCode.PreconditionFailed or ErrorCode.NotImplemented or ErrorCode.DecodeError or ErrorCode.FramingError =>
            new(TransportFailure.Other, $"Service Bus refused what was sent to queue '{queue}' ({Section}:Queue).", inner),
        _ => Lost(inner),
    };

    public static TransportException QueueMissing(string queue, Exception? inner = null) => new(
        TransportFailure.QueueMissing,
        $"Service Bus has no queue '{queue}' ({Section}:Queue). It was deleted, or never created: restart to create it.",
        inner);

    public static TransportException AccessDenied(Exception? inner = null) => new(
        TransportFailure.AccessDenied,
        $"Service Bus refuses the key, signature or token, or the right is missing. Check {Section}:ConnectionString and the rights of its policy: Send and Listen, and Manage to create and count.",
        inner);

    public static TransportException Late(Exception? inner = null) =>
        new(TransportFailure.Timeout, $"Service Bus did not answer within {Section}:Timeout.", inner);

    public static TransportException Lost(Exception? inner = null) =>
        new(TransportFailure.ConnectionLost, "The connection to Service Bus, or a link on it, was lost.", inner);

    public static TransportException TooLarge(Exception? inner = null) =>
        new(TransportFailure.MessageTooLarge, "A message is larger than Service Bus takes: 256 KB in the Standard tier. Lower SysCsv:Publisher:RowsPerMessage.", inner);

    public static TransportException Disposed() =>
        new(TransportFailure.Other, "The transport was disposed.");
}
