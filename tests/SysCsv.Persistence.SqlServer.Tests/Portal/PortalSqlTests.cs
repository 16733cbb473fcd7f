using Snapshooter.Xunit;
using SysCsv.Persistence.SqlServer.Tests.OneRow;

namespace SysCsv.Persistence.SqlServer.Tests.Portal;

/// <summary>What can be known without a server of the portal's tables in SQL Server: that all it sends is T-SQL, and names what its migrations make.</summary>
public sealed class PortalSqlTests(PortalSqlTests.Statements statements) : IClassFixture<PortalSqlTests.Statements>
{
    private static readonly string[] Tables =
    [
        "portal_uploads", "portal_imports", "portal_audit", "portal_depth", "portal_api_keys",
        "portal_users", "portal_user_claims", "portal_user_logins", "portal_user_tokens", "portal_protection_keys", "portal_set_up",
    ];

    private IEnumerable<string> Made => Asked.Select(asked => asked.Text).Where(IsDefinition);

    private IEnumerable<(string Text, string Parameters)> Sent => Asked.Where(asked => !IsDefinition(asked.Text));

    private IReadOnlyList<(string Text, string Parameters)> Asked => statements.Server.Asked;

    [Fact]
    public void All_that_is_sent_is_T_SQL() => Assert.All(Asked, asked => TSql.AssertParses(asked.Text));

    [Fact]
    public void No_row_is_counted_by_OUTPUT() => Assert.DoesNotContain(Asked, asked => asked.Text.Contains("OUTPUT", StringComparison.Ordinal));

    [Fact]
    public void Every_table_is_made_and_read_and_written()
    {
        Assert.All(Tables, table => Assert.Contains(Made, text => text.Contains($"CREATE TABLE [{table}]", StringComparison.Ordinal)));
        Assert.All(Tables, table => Assert.Contains(Sent, sent => sent.Text.Contains($"FROM [{table}]", StringComparison.Ordinal)));
        Assert.All(Tables, table => Assert.Contains(Sent, sent => sent.Text.Contains($"INSERT INTO [{table}]", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_that_is_sent_names_only_what_the_migrations_make() =>
        SchemaCheck.AssertNamesAreThere(Made, Sent.Where(sent => !IsOfMigrations(sent.Text)));

    [Fact]
    public void Tables_are_made_as_on_record() =>
        Snapshot.Match(string.Join('\n', Made.Where(text => text.Contains("portal_", StringComparison.Ordinal))), "SqlServer.portal");

    private static bool IsDefinition(string text) =>
        text.TrimStart() is var start && (start.StartsWith("CREATE ", StringComparison.Ordinal) || start.StartsWith("ALTER TABLE ", StringComparison.Ordinal));

    // The history of migrations is EF Core's own.
    private static bool IsOfMigrations(string text) =>
        text.Contains("migrations", StringComparison.Ordinal) || text.Contains("__EFMigrations", StringComparison.Ordinal);

    /// <summary>Asked for once.</summary>
    public sealed class Statements : IAsyncLifetime
    {
        internal OneRowServer Server { get; } = new();

        public Task InitializeAsync() => PortalStatements.AskAsync(Server);

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
