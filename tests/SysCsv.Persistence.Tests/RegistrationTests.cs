using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests;

public sealed class RegistrationTests
{
    private const string Secret = "hunter2";

    [Fact]
    public async Task Store_of_the_configuration_works()
    {
        var folder = Directory.CreateTempSubdirectory("syscsv-registration-").FullName;
        await using var services = Build(builder => builder.UseSqlite(), ("SysCsv:Sqlite:ConnectionString", $"Data Source={folder}/a.db;Pooling=False"));

        await services.GetRequiredService<IContactStore>().EnsureSchemaAsync(CancellationToken.None);

        Assert.Equal(0, await services.GetRequiredService<IContactReader>().CountContactsAsync());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=a.db;Mode=Memory;Cache=Shared")]
    [InlineData("Password=hunter2;Nonsense=1")]
    public void Sqlite_setting_that_names_no_file_is_refused_by_name(string? connectionString) =>
        AssertRefused(builder => builder.UseSqlite(options => options.ConnectionString = connectionString), "SysCsv:Sqlite:ConnectionString");

    [Theory]
    [InlineData(null)]
    [InlineData("Database=x;Password=hunter2")]
    [InlineData("Host=x;Password=hunter2;Nonsense=1")]
    public void Postgres_setting_that_names_no_server_is_refused_by_name(string? connectionString) =>
        AssertRefused(builder => builder.UsePostgres(options => options.ConnectionString = connectionString), "SysCsv:Postgres:ConnectionString");

    [Fact]
    public void Code_goes_over_the_section_however_often_the_store_is_named()
    {
        using var services = Build(builder => builder.UseSqlite("Data Source=code.db").UseSqlite(), ("SysCsv:Sqlite:ConnectionString", "Data Source=section.db"));

        Assert.Equal("Data Source=code.db", services.GetRequiredService<IOptions<SqliteOptions>>().Value.ConnectionString);
    }

    [Fact]
    public void Two_roles_in_one_host_share_the_store()
    {
        using var services = Build(builder => builder.UseSqlite("Data Source=a.db").UseSqlite("Data Source=a.db"));

        Assert.Single(services.GetServices<IContactStore>());
        Assert.Equal(["Sqlite"], services.GetRequiredService<SysCsvComposition>().Stores);
    }

    [Fact]
    public void Two_stores_are_both_named_for_the_host_to_refuse()
    {
        using var services = Build(builder => builder.UseSqlite("Data Source=a.db").UseRelational("Mine", options => options.UseSqlite("Data Source=b.db")).UseInMemoryStore());

        Assert.Equal(["InMemory", "Mine", "Sqlite"], services.GetRequiredService<SysCsvComposition>().Stores);
    }

    [Fact]
    public void Store_in_memory_is_one_object()
    {
        using var services = Build(builder => builder.UseInMemoryStore());

        Assert.IsType<InMemoryContactStore>(services.GetRequiredService<IContactStore>());
        Assert.Same(services.GetRequiredService<IContactStore>(), services.GetRequiredService<IImportReader>());
        Assert.Same(services.GetRequiredService<IContactStore>(), services.GetRequiredService<IFateReader>());
        Assert.Same(services.GetRequiredService<IContactStore>(), services.GetRequiredService<IContactReader>());
    }

    private static void AssertRefused(Action<SysCsvBuilder> use, string setting)
    {
        using var services = Build(use);

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IContactStore>());

        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Action<SysCsvBuilder> use, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        use(new SysCsvBuilder(services));
        return services.BuildServiceProvider();
    }
}
