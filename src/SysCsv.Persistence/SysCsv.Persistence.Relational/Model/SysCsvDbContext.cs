using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>The EF Core model of the store, the same for every database. Public for migrations; to read, use <see cref="IImportReader"/> and <see cref="IContactReader"/>.</summary>
public class SysCsvDbContext : DbContext
{
    /// <summary>Creates the context.</summary>
    public SysCsvDbContext(DbContextOptions<SysCsvDbContext> options)
        : base(options)
    {
    }

    /// <summary>Creates the context of one provider.</summary>
    protected SysCsvDbContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        ConfigureImportIds(configurationBuilder);
    }

    /// <summary>How import ids are stored: as text, whose order is the order of imports on every database.</summary>
    protected virtual void ConfigureImportIds(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<ImportIdConverter>().HaveMaxLength(36).AreUnicode(false);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ModelTables.Configure(modelBuilder);
    }
}
