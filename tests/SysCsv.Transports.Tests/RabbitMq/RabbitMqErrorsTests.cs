using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class RabbitMqErrorsTests
{
    [Theory]
    [InlineData(320, "CONNECTION_FORCED - broker forced connection closure", TransportFailure.ConnectionLost)]
    [InlineData(403, "ACCESS_REFUSED - access to queue 'q' refused", TransportFailure.AccessDenied)]
    [InlineData(404, "NOT_FOUND - no queue 'q' in vhost '/'", TransportFailure.QueueMissing)]
    [InlineData(405, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q'", TransportFailure.QueueMismatch)]
    [InlineData(406, "PRECONDITION_FAILED - inequivalent arg 'x-overflow' for queue 'q' in vhost '/'", TransportFailure.QueueMismatch)]
    [InlineData(406, "PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms", TransportFailure.ConnectionLost)]
    [InlineData(406, "PRECONDITION_FAILED - message size 135000000 is larger than configured max size 134217728", TransportFailure.MessageTooLarge)]
    [InlineData(406, "PRECONDITION_FAILED - unknown delivery tag 5", TransportFailure.Other)]
    [InlineData(506, "RESOURCE_ERROR", TransportFailure.Throttled)]
    [InlineData(530, "NOT_ALLOWED - vhost x not found", TransportFailure.Misconfigured)]
    [InlineData(541, "INTERNAL_ERROR", TransportFailure.ConnectionLost)]
    [InlineData(504, "CHANNEL_ERROR", TransportFailure.Other)]
    public void What_the_broker_ends_a_channel_with_is_classified(int code, string text, TransportFailure expected)
    {
        var reason = new ShutdownEventArgs(ShutdownInitiator.Peer, (ushort)code, text);

        Assert.Equal(expected, RabbitMqErrors.From(reason, "queue").Failure);
        Assert.Equal(expected, RabbitMqErrors.From(new OperationInterruptedException(reason), "queue").Failure);
    }

    [Fact]
    public void What_the_library_ends_a_connection_with_is_a_loss() => Assert.Equal(
        TransportFailure.ConnectionLost,
        RabbitMqErrors.From(new ShutdownEventArgs(ShutdownInitiator.Library, 0, "End of stream"), "queue").Failure);

    [Fact]
    public void Queue_that_the_broker_names_is_the_one_in_the_message() => Assert.Contains(
        "'other.dead'",
        RabbitMqErrors.From(new ShutdownEventArgs(ShutdownInitiator.Peer, 404, "NOT_FOUND - no queue 'other.dead' in vhost '/'"), "queue").Message,
        StringComparison.Ordinal);
}
