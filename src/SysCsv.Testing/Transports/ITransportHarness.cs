using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>What the suites need to know of a transport, and what they let its author do. One per transport, shared by the tests of a class.</summary>
/// <remarks>What a broker can't do is said by a property, and its tests are then shown as skipped, with a reason.</remarks>
public interface ITransportHarness : IAsyncLifetime
{
    /// <summary>Why nothing can be tested here, such as an absent server; null if it can.</summary>
    string? SkipReason { get; }

    /// <summary>How long the suites wait for what must happen. 60 seconds.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(60);

    /// <summary>Whether <see cref="Delivery.Attempt"/> grows when a message is abandoned. True.</summary>
    bool CountsDeliveries => true;

    /// <summary>Whether messages that a disposed receiver releases keep their count of attempts. True.</summary>
    bool ReleaseIsNoAttempt => true;

    /// <summary>After how many deliveries, each of them abandoned, a message goes to the dead letters by itself; at least 4, null if never.</summary>
    int? DeliveryLimit { get; }

    /// <summary>Whether <see cref="ExpireLocksAsync"/> works. True.</summary>
    bool LocksExpire => true;

    /// <summary>Whether <see cref="DropConnectionsAsync"/> works. True.</summary>
    bool CanDropConnections => true;

    /// <summary>Whether <see cref="QueueDepth.InFlight"/> is told. True.</summary>
    bool InFlightIsKnown => true;

    /// <summary>Whether <see cref="QueueDepth.Consumers"/> is told. True.</summary>
    bool ConsumersAreKnown => true;

    /// <summary>Whether <see cref="QueueDepth.OldestAge"/> is told. True.</summary>
    bool OldestAgeIsKnown => true;

    /// <summary>Passwords, keys and the like in the settings of the harness, which no message of an exception may hold.</summary>
    IReadOnlyCollection<string> Secrets => [];

    /// <summary>Names a queue that no other test uses. It need not exist: the suites call <see cref="ITransport.EnsureQueueAsync"/>.</summary>
    Task<string> NewQueueAsync(CancellationToken cancellationToken);

    /// <summary>Makes a transport on the queue; each one stands for a process of its own. The suite disposes it. Must implement <see cref="IDeadLetterQueue"/>, too.</summary>
    ITransport Connect(string queue);

    /// <summary>Makes a transport whose broker can't be reached (a closed port, a folder that is not there); null if there is no such thing.</summary>
    ITransport? ConnectNowhere();

    /// <summary>Ends the locks of all deliveries of the queue, by waiting or otherwise, while their receivers stay open.</summary>
    Task ExpireLocksAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Cuts every connection to the queue, as a failing network would.</summary>
    Task DropConnectionsAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Removes the queue with all that is in it, after the suite has disposed the transports.</summary>
    Task DeleteQueueAsync(string queue, CancellationToken cancellationToken);
}
