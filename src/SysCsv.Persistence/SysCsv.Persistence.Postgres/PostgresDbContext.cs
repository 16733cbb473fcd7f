using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Postgres;

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : SysCsvDbContext(options)
{
    /// <summary>Statements that wait for the next round trip of the transaction.</summary>
    public PendingStatements Pending { get; } = new();

    // The server orders a uuid as the import ids are ordered.
    protected override void ConfigureImportIds(ModelConfigurationBuilder configurationBuilder)
    {
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<ContactRow>(contact =>
        {
            // By code point: the same order on every server, and prefixes can use the index.
            contact.Property(row => row.NormalizedEmail).HasColumnType("text").UseCollation("C");
            contact.Property(row => row.NameKey).HasColumnType("text").UseCollation("C");
            contact.Property(row => row.Attributes).HasColumnType("jsonb");
        });
    }
}
