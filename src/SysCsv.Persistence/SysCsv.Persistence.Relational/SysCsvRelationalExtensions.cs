using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv;

/// <summary>Registers the portable store.</summary>
public static class SysCsvRelationalExtensions
{
    /// <summary>Stores contacts in any relational database that EF Core has a provider for, without that database's fast paths.</summary>
    /// <remarks>The schema is made from the model, or by the migrations of <see cref="SysCsvDbContext"/> in the assembly that the options name.</remarks>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The name of the database, shown in messages.</param>
    /// <param name="configure">Names the provider and the database, such as <c>options => options.UseMySql(…)</c>.</param>
    public static SysCsvBuilder UseRelational(this SysCsvBuilder builder, string name, Action<DbContextOptionsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddRelationalStore(name, _ => Open(name, configure));
    }

    internal static StoreDatabase Open(string name, Action<DbContextOptionsBuilder> configure)
    {
        var options = new DbContextOptionsBuilder<SysCsvDbContext>();
        configure(options);
        var contexts = new PooledDbContextFactory<SysCsvDbContext>(options.Options);
        return new(contexts.CreateDbContext, new PortableDialect(name), configure);
    }
}
