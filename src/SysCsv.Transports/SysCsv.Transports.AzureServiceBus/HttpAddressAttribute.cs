using System.ComponentModel.DataAnnotations;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Accepts null and an absolute http or https address. Its message never holds the value, which may carry a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is null
        || (value is string text
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Host.Length > 0);
}
