using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Storage;

/// <summary>Refuses a store that has no place for the portal's tables. That there is a store at all is checked elsewhere.</summary>
internal sealed class RelationalStoreValidator(SysCsvComposition composition, IServiceProviderIsService services) : IValidateOptions<SysCsvRole>
{
    public ValidateOptionsResult Validate(string? name, SysCsvRole options) =>
        composition.Stores.Count == 0 || services.IsService(typeof(IRelationalDatabase))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The portal keeps its tables in the store's database, and {composition.Stores.First()} is no relational one. Call UseSqlite(), UsePostgres(), UseSqlServer() or UseRelational().");
}
