using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Tests;

public sealed class ModelTests
{
    public static TheoryData<string> Providers => ["Sqlite", "Postgres"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Migrations_say_all_that_the_model_says(string provider)
    {
        using var context = CreateContext(provider);

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.NotEmpty(context.Database.GetMigrations());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Names_are_in_snake_case(string provider)
    {
        using var context = CreateContext(provider);

        var names = context.Model.GetEntityTypes().SelectMany(entity =>
            entity.GetProperties().Select(property => property.GetColumnName())
                .Concat(entity.GetIndexes().Select(index => index.GetDatabaseName()))
                .Append(entity.GetTableName()));

        Assert.All(names, name => Assert.Matches("^[a-z]+(_[a-z]+)*$", name));
    }

    private static SysCsvDbContext CreateContext(string provider) => provider == "Sqlite"
        ? ((IDesignTimeDbContextFactory<Persistence.Sqlite.SqliteDbContext>)new Persistence.Sqlite.DesignTimeFactory()).CreateDbContext([])
        : new Persistence.Postgres.DesignTimeFactory().CreateDbContext([]);
}
