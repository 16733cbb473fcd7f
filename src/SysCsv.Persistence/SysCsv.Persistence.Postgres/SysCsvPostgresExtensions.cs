using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Persistence.Postgres;
using SysCsv.Persistence.Relational;

namespace SysCsv;

/// <summary>Registers the PostgreSQL store.</summary>
public static class SysCsvPostgresExtensions
{
    /// <summary>Stores contacts in the PostgreSQL database that <c>SysCsv:Postgres:ConnectionString</c> names.</summary>
    public static SysCsvBuilder UsePostgres(this SysCsvBuilder builder) => builder.UsePostgres(_ => { });

    /// <summary>Stores contacts in a PostgreSQL database.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionString">Such as <c>Host=localhost;Database=syscsv;Username=syscsv</c>.</param>
    public static SysCsvBuilder UsePostgres(this SysCsvBuilder builder, string connectionString) =>
        builder.UsePostgres(options => options.ConnectionString = connectionString);

    /// <summary>Stores contacts in a PostgreSQL database.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:Postgres</c> says.</param>
    public static SysCsvBuilder UsePostgres(this SysCsvBuilder builder, Action<PostgresOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddProviderOptions(PostgresOptions.Section, configure)
            .Validate(options => PostgresStore.NamesServer(options.ConnectionString), $"{PostgresOptions.Section}:ConnectionString must be a PostgreSQL connection string that names a host.");
        return builder.AddRelationalStore(
            "Postgres", services => PostgresStore.Open(services.GetRequiredService<IOptions<PostgresOptions>>().Value.ConnectionString!));
    }
}
