using Microsoft.Extensions.Diagnostics.HealthChecks;
using SysCsv.Transports;

namespace SysCsv.Diagnostics;

internal sealed class TransportHealthCheck(ITransport transport) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var depth = await transport.GetDepthAsync(cancellationToken);
            return HealthCheckResult.Healthy("The queue answers.", new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ready"] = depth.Ready,
                ["deadLettered"] = depth.DeadLettered,
            });
        }
        catch (TransportException exception)
        {
            return new(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
