using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SysCsv.Transports.Sqlite;

/// <summary>By hand, because the generated one replaces the messages of ranges by its own, which do not name the section.</summary>
internal sealed class EmbeddedTransportOptionsValidator : IValidateOptions<EmbeddedTransportOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedTransportOptions options)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(results.Select(static result => result.ErrorMessage ?? ""));
    }
}
