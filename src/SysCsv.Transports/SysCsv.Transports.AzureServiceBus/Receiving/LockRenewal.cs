using Amqp;
using Amqp.Framing;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Management;

namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>Renews the locks of what a receiver holds, each at half of its time, many in one request.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private const int TokensPerRequest = 500;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly PeekLockLink _link;
    private readonly Func<CancellationToken, Task<RequestLink>> _openManagement;
    private readonly AzureServiceBusOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Task _running;

    public LockRenewal(
        PeekLockLink link, Func<CancellationToken, Task<RequestLink>> openManagement, AzureServiceBusOptions options, ILogger logger, TimeProvider time)
    {
        _link = link;
        _openManagement = openManagement;
        _options = options;
        _logger = logger;
        _time = time;
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Look, _time);
        while (_link.End is null && await timer.WaitForNextTickAsync(_stop.Token))
            foreach (var due in _link.FindDue(_time.GetUtcNow()).Chunk(TokensPerRequest))
                await RenewAsync(due);
    }

    // One lock that is gone fails the whole request: halves find it.
    private async Task RenewAsync(ServiceBusDelivery[] due)
    {
        try
        {
            var management = await _openManagement(_stop.Token);
            var response = await management.AskAsync(RequestOf(due), _stop.Token);
            var status = ManagementResponse.StatusOf(response);
            if (status == ManagementResponse.Ok)
                Move(due, response);
            else if (status == ManagementResponse.Gone && due.Length > 1)
                await HalveAsync(due);
            else
                GiveUp(due, status == ManagementResponse.Gone, ServiceBusErrors.From(ManagementResponse.ErrorOf(response), _options.Queue));
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            GiveUp(due, isGone: false, e);
        }
    }

    private async Task HalveAsync(ServiceBusDelivery[] due)
    {
        var half = due.Length / 2;
        await RenewAsync(due[..half]);
        await RenewAsync(due[half..]);
    }

    private void Move(ServiceBusDelivery[] due, Message response)
    {
        var now = _time.GetUtcNow();
        var expirations = ManagementResponse.MapOf(response)?["expirations"] as DateTime[];
        for (var i = 0; i < due.Length; i++)
        {
            var left = expirations?.Length > i
                ? new DateTimeOffset(DateTime.SpecifyKind(expirations[i], DateTimeKind.Utc)) - now
                : _options.LockDuration;
            due[i].RenewAt = now + ((left > _options.LockDuration ? _options.LockDuration : left) / 2);
        }
    }

    // A lock that is gone is told at settlement; for another failure there is time for a second try.
    private void GiveUp(ServiceBusDelivery[] due, bool isGone, Exception exception)
    {
        _logger.LocksNotRenewed(due.Length, exception);
        var next = isGone ? DateTimeOffset.MaxValue : _time.GetUtcNow() + (_options.LockDuration / 8);
        foreach (var delivery in due)
            delivery.RenewAt = next;
    }

    private Message RequestOf(ServiceBusDelivery[] due)
    {
        var request = new Message(new Amqp.Types.Map { ["lock-tokens"] = Array.ConvertAll(due, delivery => delivery.LockToken) })
        {
            ApplicationProperties = new ApplicationProperties(),
        };
        request.ApplicationProperties["operation"] = "com.microsoft:renew-lock";
        request.ApplicationProperties["associated-link-name"] = _link.Name;
        return request;
    }
}
