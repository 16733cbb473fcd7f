using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Opens the accounts' tables in the store's database.</summary>
internal static class AccountsSchema
{
    public static DbContextOptions<AccountsDbContext> Options(IRelationalDatabase database)
    {
        var options = new DbContextOptionsBuilder<AccountsDbContext>();
        database.Configure(options);

        // The migrations are written by hand for all databases, so there is no snapshot of one to compare the model with.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        var extension = RelationalOptionsExtension.Extract(options.Options)
            .WithMigrationsHistoryTableName(AccountsDbContext.HistoryTable)
            .WithMigrationsAssembly(typeof(AccountsDbContext).Assembly.GetName().Name);
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(extension);
        return options.Options;
    }
}
