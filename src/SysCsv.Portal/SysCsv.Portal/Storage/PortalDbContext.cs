using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Portal.Storage;

/// <summary>The portal's tables, in the store's database and the same for every provider.</summary>
internal sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : DbContext(options)
{
    public DbSet<UploadRow> Uploads => Set<UploadRow>();

    public DbSet<PortalImportRow> Imports => Set<PortalImportRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<DepthRow> Depth => Set<DepthRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Guid>().HaveConversion<ImportIdConverter>().HaveMaxLength(36).AreUnicode(false);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UploadRow>().ToTable("portal_uploads").HasKey(row => row.Id);
        modelBuilder.Entity<PortalImportRow>().ToTable("portal_imports").HasKey(row => row.Id);
        modelBuilder.Entity<AuditRow>().ToTable("portal_audit").HasKey(row => row.Id);
        modelBuilder.Entity<DepthRow>().ToTable("portal_depth").HasKey(row => row.Bucket);
        modelBuilder.Entity<ApiKeyRow>().ToTable("portal_api_keys").HasKey(row => row.Id);
        modelBuilder.Entity<DepthRow>().Property(row => row.Bucket).ValueGeneratedNever();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            Complete(entity);
    }

    private static void Complete(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(ColumnName.Of(property.Name));
            if (property.IsKey())
                property.ValueGenerated = ValueGenerated.Never;
        }
    }
}
