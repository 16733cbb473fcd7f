using Microsoft.Extensions.Diagnostics.HealthChecks;
using SysCsv.Persistence;

namespace SysCsv.Diagnostics;

internal sealed class StoreHealthCheck(IContactStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy("The database answers, and its schema is of this version.");
        }
        catch (StoreException exception)
        {
            return new(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
