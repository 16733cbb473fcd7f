using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SysCsv.Portal.Api;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Web;

/// <summary>Metrics to be scraped, and metrics and traces to whoever the standard variables of OpenTelemetry name.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var isExported = builder.Configuration[Endpoint] is { Length: > 0 };
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(SysCsvDiagnostics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                    .AddView("aspnetcore.components.*", MetricStreamConfiguration.Drop)
                    .AddPrometheusExporter();
                if (isExported)
                    metrics.AddOtlpExporter();
            })
            .WithTracing(traces =>
            {
                // Not the requests: their addresses can hold what somebody searches for.
                traces.AddSource(SysCsvDiagnostics.Name);
                if (isExported)
                    traces.AddOtlpExporter();
            });
    }

    public static void MapTelemetry(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint("/metrics").Needs(PortalRight.View);
}
