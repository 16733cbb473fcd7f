using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Waits until a link is attached or refused. A broker refuses by an attach without terminus and a detach with the reason.</summary>
internal sealed class LinkOpening(bool toSend)
{
    private readonly TaskCompletionSource<Attach> _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OnAttached(ILink link, Attach attach)
    {
        if ((toSend ? attach.Target : attach.Source) is not null)
            _attached.TrySetResult(attach);
    }

    /// <summary>Waits for the broker's word on the link.</summary>
    /// <exception cref="AmqpException">It was refused.</exception>
    public async Task<Attach> CompletedAsync(Link link, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        link.AddClosedCallback((_, error) =>
            _attached.TrySetException(new AmqpException(error ?? new Error(ErrorCode.DetachForced))));
        try
        {
            return await _attached.Task.WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Nobody looks any more; what comes late is let go.
            _ = _attached.Task.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }
}
