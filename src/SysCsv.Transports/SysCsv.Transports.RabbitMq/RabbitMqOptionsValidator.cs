using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SysCsv.Transports.RabbitMq;

/// <summary>Checks the annotations of the options. Each of their messages names its setting and shows no value.</summary>
internal sealed class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => fault.ErrorMessage ?? "SysCsv:RabbitMq is not valid."));
    }
}
