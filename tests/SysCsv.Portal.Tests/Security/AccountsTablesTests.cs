using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Security;

/// <summary>The accounts' tables on servers: the migrations are the same as on SQLite, which every other test here uses.</summary>
public abstract class AccountsTablesTests<TStore> : IAsyncLifetime
    where TStore : IPortalServerStore, new()
{
    private readonly TStore _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [SkippableFact]
    public async Task Two_hosts_that_start_at_once_know_the_same_users()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        using var first = new PortalApp(_store.Settings);
        using var second = new PortalApp(_store.Settings);
        await Task.WhenAll(Task.Run(() => first.Services), Task.Run(() => second.Services));

        var name = await first.AddUserAsync("operator");
        using var signedIn = await PortalApp.SignInAsync(second.Client(), name, PortalApp.Password);
        using var key = await first.WithKeyAsync("view");
        using var client = second.Bare();
        client.DefaultRequestHeaders.Authorization = key.DefaultRequestHeaders.Authorization;
        using var session = await client.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, session.StatusCode);
    }

    [SkippableFact]
    public async Task Every_table_has_the_columns_of_the_model()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        using var app = new PortalApp(_store.Settings);
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();

        // Reads every column of every table, so that one which is missing or of another type is an error.
        Assert.Empty(await accounts.Users.ToListAsync());
        Assert.Empty(await accounts.UserClaims.ToListAsync());
        Assert.Empty(await accounts.UserLogins.ToListAsync());
        Assert.Empty(await accounts.UserTokens.ToListAsync());
        _ = await accounts.DataProtectionKeys.ToListAsync();
        _ = await accounts.SetUpTickets.ToListAsync();
    }
}

public sealed class PostgresAccountsTablesTests : AccountsTablesTests<PostgresPortalStore>;

public sealed class SqlServerAccountsTablesTests : AccountsTablesTests<SqlServerPortalStore>;
