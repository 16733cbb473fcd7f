using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>The tables, their keys and indexes, with names in snake case.</summary>
internal static class ModelTables
{
    /// <summary>No address that is valid is longer.</summary>
    public const int EmailLength = 254;

    /// <summary>How much of a name is sorted and searched by.</summary>
    public const int NameKeyLength = 128;

    public static void Configure(ModelBuilder model)
    {
        ConfigureContacts(model);
        ConfigureImports(model);
        ConfigureRows(model);
        foreach (var entity in model.Model.GetEntityTypes())
            NameInSnakeCase(entity);
    }

    private static void ConfigureContacts(ModelBuilder model) => model.Entity<ContactRow>(contact =>
    {
        contact.ToTable("contacts").HasKey(row => row.Id);
        contact.Property(row => row.NormalizedEmail).HasMaxLength(EmailLength);
        contact.Property(row => row.NameKey).HasMaxLength(NameKeyLength);
        contact.HasIndex(row => row.NormalizedEmail).IsUnique();
        contact.HasIndex(row => new { row.NameKey, row.Id });
        contact.HasIndex(row => new { row.Created, row.Id });
    });

    private static void ConfigureImports(ModelBuilder model) => model.Entity<ImportRow>(import =>
    {
        import.ToTable("imports").HasKey(row => row.Id);
        import.Property(row => row.Id).ValueGeneratedNever();
        import.HasIndex(row => new { row.State, row.Id });
    });

    private static void ConfigureRows(ModelBuilder model)
    {
        model.Entity<RejectedRowRow>().ToTable("rejected_rows").HasKey(row => new { row.ImportId, row.Row });
        model.Entity<FailedRowRow>().ToTable("failed_rows").HasKey(row => new { row.ImportId, row.Row });
        model.Entity<LedgerRow>().ToTable("row_ledger").HasKey(row => new { row.ImportId, row.Block });
    }

    private static void NameInSnakeCase(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
            property.SetColumnName(SnakeCase(property.Name));

        var table = entity.GetTableName()!;
        foreach (var key in entity.GetKeys())
            key.SetName($"pk_{table}");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName($"ix_{table}_{string.Join('_', index.Properties.Select(property => SnakeCase(property.Name)))}");
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
