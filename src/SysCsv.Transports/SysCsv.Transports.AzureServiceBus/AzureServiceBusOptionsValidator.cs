using Microsoft.Extensions.Options;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Checks the connection string, alone and beside the other settings. Each message names its setting and shows no value.</summary>
internal sealed class AzureServiceBusOptionsValidator : IValidateOptions<AzureServiceBusOptions>
{
    // That there is none is told by its annotation.
    public ValidateOptionsResult Validate(string? name, AzureServiceBusOptions options) =>
        !string.IsNullOrEmpty(options.ConnectionString) && Endpoint.FindFault(options) is { } fault
            ? ValidateOptionsResult.Fail(fault)
            : ValidateOptionsResult.Success;
}
