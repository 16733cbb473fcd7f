using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Security;

public sealed class ApiKeysTests : PortalTestFolder
{
    [Fact]
    public async Task Key_is_good_while_the_database_takes_no_write_and_the_log_says_so_once()
    {
        using var logs = new CapturedLogs();
        await using var host = PortalHost.Build(Folder, services: services => services.AddLogging(logging => logging.AddProvider(logs)));
        var keys = host.Get<IApiKeys>();
        var made = await keys.CreateAsync("metrics", PortalRight.View, PortalHost.Somebody, CancellationToken.None);
        await RunAsync("CREATE TRIGGER no_write BEFORE UPDATE ON portal_api_keys BEGIN SELECT RAISE(ABORT, 'no room'); END");

        Assert.Equal(made.Key.Id, (await keys.FindAsync(made.Secret, CancellationToken.None))?.Id);
        Assert.Equal(made.Key.Id, (await keys.FindAsync(made.Secret, CancellationToken.None))?.Id);

        Assert.Single(logs.Lines, line => line.StartsWith("Warning SysCsv.Portal.Security.ApiKeys: The use of API keys can't be noted now", StringComparison.Ordinal));
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder.FullName, "contacts.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
