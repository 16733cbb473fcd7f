using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

/// <summary>The accounts' tables on PostgreSQL: the migrations are the same as on SQLite, which every other test here uses.</summary>
public sealed class AccountsTablesTests : IAsyncLifetime
{
    private readonly string? _server = Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES");
    private readonly string _database = $"syscsv_accounts_{Guid.NewGuid():N}";

    public Task InitializeAsync() => string.IsNullOrEmpty(_server) ? Task.CompletedTask : RunAsync($"CREATE DATABASE {_database}");

    public Task DisposeAsync() => string.IsNullOrEmpty(_server) ? Task.CompletedTask : RunAsync($"DROP DATABASE {_database} WITH (FORCE)");

    [SkippableFact]
    public async Task Two_hosts_that_start_at_once_on_PostgreSQL_know_the_same_users()
    {
        Skip.If(string.IsNullOrEmpty(_server), "SYSCSV_TEST_POSTGRES names no PostgreSQL server.");
        var settings = new Dictionary<string, string?>
        {
            ["SysCsv:Store"] = "Postgres",
            ["SysCsv:Postgres:ConnectionString"] = new NpgsqlConnectionStringBuilder(_server) { Database = _database, MaxPoolSize = 10 }.ConnectionString,
        };
        using var first = new PortalApp(settings);
        using var second = new PortalApp(settings);
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
        Skip.If(string.IsNullOrEmpty(_server), "SYSCSV_TEST_POSTGRES names no PostgreSQL server.");
        using var app = new PortalApp(new Dictionary<string, string?>
        {
            ["SysCsv:Store"] = "Postgres",
            ["SysCsv:Postgres:ConnectionString"] = new NpgsqlConnectionStringBuilder(_server) { Database = _database, MaxPoolSize = 10 }.ConnectionString,
        });
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

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
