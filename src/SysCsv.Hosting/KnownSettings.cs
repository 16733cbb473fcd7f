using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SysCsv;

/// <summary>The settings that a host with every provider has, and what is wrong with those of a configuration.</summary>
internal static class KnownSettings
{
    private const string Root = "SysCsv";

    private static readonly (string Section, Type Options)[] Sections =
    [
        (PublisherOptions.Section, typeof(PublisherOptions)),
        (ConsumerOptions.Section, typeof(ConsumerOptions)),
        (RabbitMqOptions.Section, typeof(RabbitMqOptions)),
        (AzureServiceBusOptions.Section, typeof(AzureServiceBusOptions)),
        (EmbeddedTransportOptions.Section, typeof(EmbeddedTransportOptions)),
        (PostgresOptions.Section, typeof(PostgresOptions)),
        (SqliteOptions.Section, typeof(SqliteOptions)),
        (SqlServerOptions.Section, typeof(SqlServerOptions)),
    ];

    private static readonly string[] Keys =
    [
        SysCsvConfiguredProvidersExtensions.TransportKey, SysCsvConfiguredProvidersExtensions.StoreKey, SysCsvConfiguredProvidersExtensions.DataFolderKey,
        .. Sections.SelectMany(section => section.Options.GetProperties().Select(property => $"{section.Section}:{property.Name}")),
    ];

    /// <summary>Refuses values that are of another type than their settings, which the binder would answer with an exception nobody expects.</summary>
    /// <exception cref="OptionsValidationException">There is one; the message names the key, and not the value.</exception>
    public static void CheckTypes(IConfiguration configuration)
    {
        foreach (var (section, options) in Sections)
        {
            var faults = options.GetProperties()
                .Where(property => !CanRead(configuration.GetSection(section), property))
                .Select(property => $"{section}:{property.Name} must be {Expected(property.PropertyType)}.")
                .ToArray();
            if (faults.Length > 0)
                throw new OptionsValidationException(section, options, faults);
        }
    }

    /// <summary>The keys that set nothing, each with the setting that was probably meant.</summary>
    public static IEnumerable<(string Key, string Meant)> FindUnknown(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
        {
            if (value is null || Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                continue;

            // Sections of others may stand beside ours; what differs by a slip of the hand is meant for us.
            var nearest = Keys.MinBy(known => Spelling.Distance(key, known))!;
            if (IsOurs(key) || Spelling.Distance(key, nearest) <= 3)
                yield return (key, nearest);
        }
    }

    private static bool IsOurs(string key) =>
        Array.Exists(Sections, section => key.StartsWith(section.Section + ":", StringComparison.OrdinalIgnoreCase));

    private static bool CanRead(IConfigurationSection section, PropertyInfo property)
    {
        try
        {
            section.GetValue(property.PropertyType, property.Name);
            return true;
        }
        catch (InvalidOperationException)
        {
            // There is no Try form: this is how the binder refuses a value.
            return false;
        }
    }

    private static string Expected(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => "a whole number",
        var t when t == typeof(TimeSpan) => "a time such as 00:00:30",
        var t when t == typeof(bool) => "true or false",
        var t => $"a {t.Name}",
    };
}
