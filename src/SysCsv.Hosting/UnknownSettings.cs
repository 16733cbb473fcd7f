using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SysCsv;

/// <summary>Warns at start of keys that set nothing: a misspelt setting would be ignored without a word.</summary>
internal sealed partial class UnknownSettings(IConfiguration configuration, ILogger<UnknownSettings> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, meant) in KnownSettings.FindUnknown(configuration))
            UnknownSetting(logger, key, meant);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4000, LogLevel.Warning, "{Key} sets nothing: there is no such setting. Is {Meant} meant?")]
    private static partial void UnknownSetting(ILogger logger, string key, string meant);
}
