using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.SqlServer.Tests.OneRow;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;

namespace SysCsv.Persistence.SqlServer.Tests.Portal;

/// <summary>Does what the portal does with its tables, so that its statements are seen.</summary>
internal static class PortalStatements
{
    private static readonly Actor Somebody = new("somebody", "127.0.0.1");
    private static readonly ImportId Import = new(Guid.Parse("019ab1c2-7d00-7000-8000-000000000001"));

    public static async Task AskAsync(OneRowServer server)
    {
        var folder = Directory.CreateTempSubdirectory("syscsv-portal-sql-");
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSysCsvPortal(options => options.StagingFolder = folder.FullName)
            .UseInMemoryTransport()
            .AddRelationalStore("SqlServer", _ => server.Open());
        using (var host = builder.Build())
            foreach (var rows in new[] { 1, 0 })
            {
                // An answer that makes no sense ends some of it early: what was asked until then counts.
                server.Rows = rows;
                foreach (var ask in Portal(host.Services).Concat(Accounts(server)))
                    await Record.ExceptionAsync(ask);
            }

        folder.Delete(recursive: true);
    }

    private static IEnumerable<Func<Task>> Portal(IServiceProvider services)
    {
        var none = CancellationToken.None;
        var database = services.GetRequiredService<PortalDatabase>();
        var imports = services.GetRequiredService<AcceptedImports>();
        var leases = services.GetRequiredService<LeasedImports>();
        var keys = new ApiKeys(database, services.GetRequiredService<AuditTrail>(), NullLogger<ApiKeys>.Instance);
        var uploads = services.GetRequiredService<IUploads>();
        var upload = new UploadRow { Id = Import.Value, FileName = "x", Sha256 = "x", UploadedBy = "x", ImportId = Import.Value };
        return
        [
            () => database.PrepareAsync(none),
            () => AddAsync(new PortalImportRow { Id = Import.Value, FileName = "x", Reading = "{}", AcceptedBy = "x", RequestKey = "x" }),
            () => AddAsync(new DepthRow { Bucket = 10 }),
            () => uploads.ReceiveAsync(new MemoryStream("Email\na@b.c\n"u8.ToArray()), "contacts.csv", Somebody, none),
            () => uploads.FindAsync(Import.Value, none),
            () => uploads.DiscardAsync(Import.Value, Somebody, none),
            () => imports.AcceptAsync(Import.Value, new(new(), DuplicatePolicy.KeepLast), "key", Somebody, none),
            () => imports.AcceptAgainAsync(Import, Somebody, none),
            () => imports.PauseAsync(Import, Somebody, none),
            () => imports.CancelAsync(Import, Somebody, none),
            () => leases.AnyAsync(onlyToEnd: false, none),
            () => leases.TakeAsync("me", onlyToEnd: false, none),
            () => leases.TakeAsync("me", onlyToEnd: true, none),
            () => leases.RenewAsync(Import.Value, "me", new(1, 1), none),
            () => leases.EndAsync(Import.Value, "me", new(1, 1), SendingState.Sent, 5, null, none),
            () => leases.ReleaseAsync(Import.Value, "me", new(1, 1), "why", TimeSpan.FromSeconds(1), none),
            () => services.GetRequiredService<ImportList>().FindAsync(Import, none),
            () => services.GetRequiredService<ImportList>().ListAsync(new() { After = Cursor.Of(Cursor.TagOf("pi", null, null), Import.Value) }, none),
            () => services.GetRequiredService<ImportList>().ListAsync(new() { After = Cursor.Of(Cursor.TagOf("pio", null, null), Import.Value), Order = ImportOrder.Oldest }, none),
            () => services.GetRequiredService<KeptFiles>().OpenAsync(Import, none),
            () => services.GetRequiredService<RunningImports>().ReadAsync(none),
            () => services.GetRequiredService<RunningImports>().SettleAsync([Ended()], none),
            () => services.GetRequiredService<DepthSampler>().SampleAsync(none),
            () => services.GetRequiredService<DepthHistory>().ReadAsync(DateTimeOffset.UnixEpoch, none),
            () => services.GetRequiredService<StagingSweeper>().SweepAsync(none),
            () => services.GetRequiredService<HeldFiles>().FindAsync(Email(), none),
            () => services.GetRequiredService<HeldFiles>().RemoveAsync(upload, none),
            () => services.GetRequiredService<AuditTrail>().ListAsync(Cursor.Of("pa", Import.Value), 50, none),
            () => keys.CreateAsync("key", PortalRight.View, Somebody, none),
            () => keys.FindAsync("secret", none),
            () => keys.ListAsync(none),
            () => keys.RevokeAsync(Import.Value, Somebody, none),
        ];

        Task AddAsync(object row) => database.WriteAsync(context => Task.FromResult(context.Add(row)), none);
    }

    private static EmailAddress Email()
    {
        EmailAddress.Parse("a@b.c", out var email);
        return email!;
    }

    private static PortalImport Ended() => new()
    {
        Id = Import, State = PortalImportState.Completed, Policy = DuplicatePolicy.KeepLast, Counts = default, Began = DateTimeOffset.UnixEpoch, By = "somebody",
    };

    private static IEnumerable<Func<Task>> Accounts(OneRowServer server)
    {
        var database = server.Open();
        var none = CancellationToken.None;
        return
        [
            () => database.MigrateAsync(Open(), none),
            () => WithUsers(users => users.CreateAsync(User(), none)),
            () => WithUsers(users => users.FindByIdAsync("1", none)),
            () => WithUsers(users => users.FindByNameAsync("ADA", none)),
            () => WithUsers(users => users.FindByEmailAsync("A@B.C", none)),
            () => WithUsers(users => users.UpdateAsync(User(), none)),
            () => WithUsers(users => users.DeleteAsync(User(), none)),
            () => WithUsers(users => users.FindByLoginAsync("provider", "key", none)),
            () => WithUsers(users => users.GetLoginsAsync(User(), none)),
            () => WithUsers(users => users.GetClaimsAsync(User(), none)),
            () => WithUsers(users => users.GetTokenAsync(User(), "provider", "name", none)),
            () => AddAsync(context => context.UserLogins.Add(new() { LoginProvider = "provider", ProviderKey = "key", UserId = "1" })),
            () => AddAsync(context => context.UserTokens.Add(new() { LoginProvider = "provider", Name = "name", UserId = "1" })),
            () => AddAsync(context => context.UserClaims.Add(new() { ClaimType = "type", ClaimValue = "value", UserId = "1" })),
            () => AddAsync(context => context.DataProtectionKeys.Add(new() { FriendlyName = "name", Xml = "<key/>" })),
            () => AddAsync(context => context.SetUpTickets.Add(new() { TokenHash = "hash", Expires = DateTimeOffset.UnixEpoch })),
            () => Open().DataProtectionKeys.ToListAsync(none),
            () => Open().SetUpTickets.FirstOrDefaultAsync(none),
            () => SetUpLink.TakeAsync(Open(), "token", none),
        ];

        AccountsDbContext Open() => new(AccountsSchema.Options(database), database);

        async Task WithUsers(Func<UserOnlyStore<PortalUser, AccountsDbContext>, Task> act)
        {
            using var users = new UserOnlyStore<PortalUser, AccountsDbContext>(Open());
            await act(users);
        }

        async Task AddAsync(Action<AccountsDbContext> add)
        {
            await using var context = Open();
            add(context);
            await context.SaveChangesAsync(none);
        }

        static PortalUser User() => new() { UserName = "ada", NormalizedUserName = "ADA" };
    }
}
