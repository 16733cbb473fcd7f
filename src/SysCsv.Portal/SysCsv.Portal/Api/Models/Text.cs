using System.Text.Json;

namespace SysCsv.Portal.Api.Models;

/// <summary>Enumerations as the API writes them: camel case, and nothing but their names.</summary>
internal static class Text
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static TEnum Parse<TEnum>(string? text, TEnum missing, string name)
        where TEnum : struct, Enum => string.IsNullOrEmpty(text) ? missing : Parse<TEnum>(text, name);

    public static TEnum Parse<TEnum>(string text, string name)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        throw new BadInputException($"{name} is one of {string.Join(", ", Enum.GetValues<TEnum>().Select(Of))}.");
    }
}
