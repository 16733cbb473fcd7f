using Microsoft.Extensions.Options;

namespace SysCsv;

/// <summary>Refuses a host that names no transport or store, or two, with a sentence that says what to call.</summary>
internal sealed class CompositionValidator(SysCsvComposition composition) : IValidateOptions<SysCsvRole>
{
    public ValidateOptionsResult Validate(string? name, SysCsvRole options)
    {
        string[] faults =
        [
            .. Check("transport", composition.Transports, "UseEmbeddedTransport(), UseRabbitMq() or UseAzureServiceBus()", options),
            .. options.NeedsStore ? Check("store", composition.Stores, "UseSqlite(), UsePostgres(), UseSqlServer() or UseRelational()", options) : [],
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Check(string thing, IReadOnlyCollection<string> names, string methods, SysCsvRole options)
    {
        if (names.Count == 0)
            yield return $"SysCsv has no {thing}. Call {methods} after {options.AddedBy}.";
        if (names.Count > 1)
            yield return $"SysCsv has more than one {thing}: {string.Join(" and ", names)}. Name one in this host.";
    }
}
