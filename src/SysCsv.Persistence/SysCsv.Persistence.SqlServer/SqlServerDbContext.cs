using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.SqlServer;

/// <summary>The model on SQL Server.</summary>
internal sealed class SqlServerDbContext(DbContextOptions<SqlServerDbContext> options) : SysCsvDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HavePrecision(6);
    }

    // Not uniqueidentifier: the server orders that by its last six bytes first, and ids must be ordered as imports are.
    protected override void ConfigureImportIds(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Guid>().HaveConversion<ImportIdBytes>().HaveColumnType(SqlServerTypes.Id);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<ContactRow>(contact =>
        {
            contact.Property(row => row.NormalizedEmail).UseCollation(SqlServerTypes.Collation);
            contact.Property(row => row.NameKey).UseCollation(SqlServerTypes.Collation);
        });
    }
}
