using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.SqlServer;

namespace SysCsv;

/// <summary>Registers the SQL Server store.</summary>
public static class SysCsvSqlServerExtensions
{
    /// <summary>Stores contacts in the SQL Server or Azure SQL database that <c>SysCsv:SqlServer:ConnectionString</c> names.</summary>
    public static SysCsvBuilder UseSqlServer(this SysCsvBuilder builder) => builder.UseSqlServer(_ => { });

    /// <summary>Stores contacts in a SQL Server or Azure SQL database.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionString">Such as <c>Server=localhost;Database=syscsv;Integrated Security=true</c>.</param>
    public static SysCsvBuilder UseSqlServer(this SysCsvBuilder builder, string connectionString) =>
        builder.UseSqlServer(options => options.ConnectionString = connectionString);

    /// <summary>Stores contacts in a SQL Server or Azure SQL database.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:SqlServer</c> says.</param>
    public static SysCsvBuilder UseSqlServer(this SysCsvBuilder builder, Action<SqlServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddProviderOptions(SqlServerOptions.Section, configure)
            .Validate(options => SqlServerStore.NamesDatabase(options.ConnectionString), $"{SqlServerStore.Setting} must be a SQL Server connection string that names a server and a database.");
        return builder.AddRelationalStore(
            "SqlServer", services => SqlServerStore.Open(services.GetRequiredService<IOptions<SqlServerOptions>>().Value.ConnectionString!));
    }
}
