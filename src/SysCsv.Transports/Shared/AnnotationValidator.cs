using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SysCsv.Transports.Shared;

/// <summary>Checks the annotations of options, whose messages name the setting by its full key and show no value.</summary>
/// <remarks>By hand, because the generated one replaces the messages of ranges by its own, which do not name the section.</remarks>
internal sealed class AnnotationValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => fault.ErrorMessage!));
    }
}
