using System.Globalization;
using Amqp;
using Amqp.Framing;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Authorization;

/// <summary>Puts tokens for the entities of one connection, and puts new ones before they expire: with its token a link dies.</summary>
internal sealed class CbsAuthorization(BrokerConnection connection, ITokenSource tokens, TimeSpan timeout, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Uri, Claim> _claims = [];
    private RequestLink? _link;
    private Task _renewing = Task.CompletedTask;
    private CancellationTokenSource _changed = new();

    public async Task EnsureAsync(Uri audience, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_claims.TryGetValue(audience, out var claim) && now < claim.RenewAt && now < claim.ExpiresOn)
                return;
            _claims[audience] = await PutAsync(audience, cancellationToken);
            if (_renewing.IsCompleted)
                _renewing = RenewAsync(_stop.Token);
            else
                await _changed.CancelAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _changed.Dispose();
        _turn.Dispose();
    }

    // An early renewal costs nothing, a late one the link: a fifth of the lifetime is left for tries.
    private async Task<Claim> PutAsync(Uri audience, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(audience, cancellationToken);
        if (_link is not { IsOpen: true })
        {
            if (_link is not null)
                await connection.EndAsync(_link.Session);
            _link = await RequestLink.OpenAsync(connection, "$cbs", timeout, time, cancellationToken);
        }

        var response = await _link.AskAsync(RequestOf(token, audience), cancellationToken);
        var status = Convert.ToInt32(response.ApplicationProperties?["status-code"], CultureInfo.InvariantCulture);
        if (status is not (200 or 202))
            throw status is 401 or 403 ? ServiceBusErrors.AccessDenied() : StatusFault(status);
        var now = time.GetUtcNow();
        return new(token.ExpiresOn == DateTimeOffset.MaxValue ? token.ExpiresOn : now + ((token.ExpiresOn - now) * 0.8), token.ExpiresOn);
    }

    private static TransportException StatusFault(int status) => status is 404
        ? new(TransportFailure.QueueMissing, "Service Bus has no such queue (SysCsv:AzureServiceBus:Queue).")
        : status is 408 or >= 500
            ? new(TransportFailure.Timeout, $"Service Bus answered {status} to a token.")
            : new(TransportFailure.AccessDenied, $"Service Bus answered {status} to a token.");

    private static Message RequestOf(AccessToken token, Uri audience)
    {
        var request = new Message(token.Text) { ApplicationProperties = new ApplicationProperties() };
        request.ApplicationProperties["operation"] = "put-token";
        request.ApplicationProperties["type"] = token.Type;
        request.ApplicationProperties["name"] = audience.ToString();
        if (token.ExpiresOn != DateTimeOffset.MaxValue)
            request.ApplicationProperties["expiration"] = token.ExpiresOn.UtcDateTime;
        return request;
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested && connection.IsOpen)
        {
            await PauseAsync(stop);
            foreach (var audience in await DueAsync(stop))
                await RenewAsync(audience, stop);
        }
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        if (_changed.IsCancellationRequested)
        {
            _changed.Dispose();
            _changed = new();
        }

        var next = _claims.Values.Min(claim => claim.RenewAt) - time.GetUtcNow();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _changed.Token);
        _turn.Release();
        var pause = next < TimeSpan.Zero ? TimeSpan.Zero : next < LongestPause ? next : LongestPause;
        await Task.Delay(pause, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<List<Uri>> DueAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        var due = _claims.Where(pair => pair.Value.RenewAt <= time.GetUtcNow()).Select(pair => pair.Key).ToList();
        _turn.Release();
        return due;
    }

    private async Task RenewAsync(Uri audience, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            _claims[audience] = await PutAsync(audience, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            logger.AuthorizationNotRenewed(e);
            _claims[audience] = _claims[audience] with { RenewAt = time.GetUtcNow() + RetryAfter };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What a token opened: until when it counts, and when the next is put.</summary>
    private readonly record struct Claim(DateTimeOffset RenewAt, DateTimeOffset ExpiresOn);
}
