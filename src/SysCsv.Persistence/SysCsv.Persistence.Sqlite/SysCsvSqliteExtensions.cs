using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Persistence.Sqlite;

namespace SysCsv;

/// <summary>Registers the SQLite store.</summary>
public static class SysCsvSqliteExtensions
{
    /// <summary>Stores contacts in the SQLite file that <c>SysCsv:Sqlite:ConnectionString</c> names.</summary>
    public static SysCsvBuilder UseSqlite(this SysCsvBuilder builder) => builder.UseSqlite(_ => { });

    /// <summary>Stores contacts in a SQLite file.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionString">Such as <c>Data Source=syscsv.db</c>.</param>
    public static SysCsvBuilder UseSqlite(this SysCsvBuilder builder, string connectionString) =>
        builder.UseSqlite(options => options.ConnectionString = connectionString);

    /// <summary>Stores contacts in a SQLite file.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:Sqlite</c> says.</param>
    public static SysCsvBuilder UseSqlite(this SysCsvBuilder builder, Action<SqliteOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddProviderOptions(SqliteOptions.Section, configure)
            .Validate(options => SqliteStore.NamesFile(options.ConnectionString), $"{SqliteOptions.Section}:ConnectionString must be a SQLite connection string that names a file.");
        return builder.AddRelationalStore(
            "Sqlite", services => SqliteStore.Open(services.GetRequiredService<IOptions<SqliteOptions>>().Value.ConnectionString!));
    }
}
