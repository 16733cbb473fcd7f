using System.ComponentModel.DataAnnotations;

namespace SysCsv.Transports.Shared;

/// <summary>Accepts null and an absolute address with one of the schemes. Its message never holds the value, which may carry a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UriOfAttribute(string scheme, string secureScheme) : ValidationAttribute
{
    public string Scheme { get; } = scheme;

    public string SecureScheme { get; } = secureScheme;

    public override bool IsValid(object? value) =>
        value is null
        || (value is string text
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Scheme || uri.Scheme == SecureScheme)
            && uri.Host.Length > 0);
}
