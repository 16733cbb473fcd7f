using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Accounts, and the keys that protect cookies, in the database of the store: hosts on one database share both.</summary>
internal sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options, IRelationalDatabase database)
    : IdentityUserContext<PortalUser>(options), IDataProtectionKeyContext
{
    public const string HistoryTable = "portal_accounts_migrations";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<SetUpTicket> SetUpTickets => Set<SetUpTicket>();

    // Where one writes at a time, a sign-in waits for its turn among the batches of an import instead of giving up on a busy file.
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var turn = await database.TakeTurnAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PortalUser>().ToTable("portal_users");
        builder.Entity<IdentityUserClaim<string>>().ToTable("portal_user_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("portal_user_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("portal_user_tokens");
        builder.Entity<DataProtectionKey>().ToTable("portal_protection_keys");
        builder.Entity<SetUpTicket>().ToTable("portal_set_up").Property(ticket => ticket.Id).ValueGeneratedNever();
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));

        // Not every server that speaks T-SQL takes UPDATE … OUTPUT, by which EF Core would count; see docs/decisions/0014-sql-server.md.
        foreach (var entity in builder.Model.GetEntityTypes())
            entity.SetAnnotation("SqlServer:UseSqlOutputClause", false);
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
