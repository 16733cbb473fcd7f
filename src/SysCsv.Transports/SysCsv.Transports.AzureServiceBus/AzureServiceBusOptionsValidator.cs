using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Checks the annotations of the options and the connection string. Each message names its setting and shows no value.</summary>
internal sealed class AzureServiceBusOptionsValidator : IValidateOptions<AzureServiceBusOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureServiceBusOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        var faults = results.ConvertAll(fault => fault.ErrorMessage ?? "SysCsv:AzureServiceBus is not valid.");
        if (!string.IsNullOrEmpty(options.ConnectionString) && Endpoint.FindFault(options) is { } fault)
            faults.Add(fault);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
