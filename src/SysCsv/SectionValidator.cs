using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SysCsv;

/// <summary>Checks the data annotations of options, and names a wrong setting by its full key.</summary>
internal sealed class SectionValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true))
            return ValidateOptionsResult.Success;

        return ValidateOptionsResult.Fail(faults.Select(fault =>
            $"{section}:{string.Join(", ", fault.MemberNames)}: {fault.ErrorMessage}"));
    }
}
