using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace SysCsv.Transports.RabbitMq;

/// <summary>Puts what the client library throws into the classes of the contract. Its messages name settings, never their values.</summary>
internal static class RabbitMqErrors
{
    private const int ConnectionForced = 320;
    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int ResourceLocked = 405;
    private const int PreconditionFailed = 406;
    private const int ResourceError = 506;
    private const int NotAllowed = 530;
    private const int InternalError = 541;

    public static TransportException From(Exception exception, string queue)
    {
        for (var e = exception; e is not null; e = Inner(e))
        {
            if (e is TransportException known)
                return known;
            if (e is AuthenticationFailureException or PossibleAuthenticationFailureException)
                return AccessDenied(exception);
            if (e is AuthenticationException)
                return new(TransportFailure.Misconfigured, "TLS with RabbitMQ failed: its certificate is not accepted. Check the host name and scheme of SysCsv:RabbitMq:Uri and the trusted certificates.", exception);
            if (e is OperationInterruptedException { ShutdownReason: { } reason })
                return From(reason, queue, exception);
        }

        return exception switch
        {
            BrokerUnreachableException => new(TransportFailure.Unreachable, "RabbitMQ can't be reached at the host and port of SysCsv:RabbitMq:Uri.", exception),
            TimeoutException or OperationCanceledException => new(TransportFailure.Timeout, "RabbitMQ did not answer within SysCsv:RabbitMq:Timeout.", exception),
            IOException or ObjectDisposedException or System.Net.Sockets.SocketException or RabbitMQClientException => Lost(exception),
            _ => new(TransportFailure.Other, $"RabbitMQ failed on queue '{queue}' (SysCsv:RabbitMq:Queue).", exception),
        };
    }

    public static TransportException From(ShutdownEventArgs reason, string queue, Exception? inner = null)
    {
        inner ??= reason.Exception;
        queue = Quoted(reason.ReplyText, "queue '") ?? queue;
        return (int)reason.ReplyCode switch
        {
            AccessRefused => AccessDenied(inner),
            NotFound => QueueMissing(queue, inner),
            ResourceLocked => Mismatch(queue, "exclusive", inner),
            PreconditionFailed => Precondition(reason, queue, inner),
            ResourceError => new(TransportFailure.Throttled, "RabbitMQ has no room for another connection or channel.", inner),
            NotAllowed => new(TransportFailure.Misconfigured, "RabbitMQ does not allow this: check the virtual host in SysCsv:RabbitMq:Uri, and the limits of the user and virtual host.", inner),

            // 3.10 ends channels with an internal error when a quorum queue is deleted under them; the next use tells.
            ConnectionForced or InternalError => Lost(inner),
            _ when reason.Initiator == ShutdownInitiator.Peer => new(TransportFailure.Other, $"RabbitMQ ended the channel with code {reason.ReplyCode}.", inner),
            _ => Lost(inner),
        };
    }

    public static TransportException QueueMissing(string queue, Exception? inner = null) => new(
        TransportFailure.QueueMissing,
        $"RabbitMQ has no queue '{queue}' (SysCsv:RabbitMq:Queue). If it was deleted, publish again, which creates it and sends what was lost. If it never was there, start a consumer.",
        inner);

    public static TransportException QueueFull(string queue) => new(
        TransportFailure.QueueFull,
        $"RabbitMQ refused messages for queue '{queue}' (SysCsv:RabbitMq:Queue): it is full, or has no leader for now.");

    public static TransportException Alarm(Exception? inner = null) =>
        new(TransportFailure.Throttled, "RabbitMQ takes no messages for now: it has a memory or disk alarm.", inner);

    private static TransportException Precondition(ShutdownEventArgs reason, string queue, Exception? inner)
    {
        var text = reason.ReplyText ?? "";
        if (text.Contains("message size", StringComparison.Ordinal))
            return new(TransportFailure.MessageTooLarge, "A message is larger than RabbitMQ takes (max_message_size).", inner);

        // The broker's consumer_timeout: it took the messages back, and they come again.
        if (text.Contains("timed out", StringComparison.Ordinal))
            return Lost(inner);

        return Quoted(text, "inequivalent arg '") is { } property
            ? Mismatch(queue, property, inner)
            : new(TransportFailure.Other, "RabbitMQ ended the channel: a precondition failed.", inner);
    }

    private static string? Quoted(string? text, string before)
    {
        var start = text?.IndexOf(before, StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return null;
        var rest = text![(start + before.Length)..];
        var end = rest.IndexOf('\'', StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    private static TransportException Mismatch(string queue, string property, Exception? inner) => new(
        TransportFailure.QueueMismatch,
        $"Queue '{queue}' exists in RabbitMQ and is not the durable quorum queue that is wanted: '{property}' differs. Let it run empty and delete it, or choose another name in SysCsv:RabbitMq:Queue.",
        inner);

    private static TransportException AccessDenied(Exception? inner) => new(
        TransportFailure.AccessDenied,
        "RabbitMQ refuses the user, the password, or a right of the user. Check SysCsv:RabbitMq:Uri and the user's permissions.",
        inner);

    private static TransportException Lost(Exception? inner) =>
        new(TransportFailure.ConnectionLost, "The connection to RabbitMQ was lost.", inner);

    private static Exception? Inner(Exception exception) =>
        exception is AggregateException { InnerExceptions: [var first, ..] } ? first : exception.InnerException;
}
