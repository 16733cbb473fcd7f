using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Uploads;

/// <summary>A store in a folder of its own that is removed in all cases, filled with those contacts of the real one that a dry run meets.</summary>
internal sealed class DryRunStore : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServiceProvider _services;
    private readonly IContactReader _real;
    private readonly ImportId _before;
    private long _rows;

    private DryRunStore(string folder, ServiceProvider services, IContactReader real, TimeProvider clock)
    {
        _folder = folder;
        _services = services;
        _real = real;
        _before = new(Guid.CreateVersion7(clock.GetUtcNow().AddDays(-1)));
    }

    public IImportReader Imports => _services.GetRequiredService<IImportReader>();

    public IContactReader Contacts => _services.GetRequiredService<IContactReader>();

    public IContactStore Store => _services.GetRequiredService<IContactStore>();

    public static async Task<DryRunStore> OpenAsync(string folder, IContactReader real, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "contacts.db");
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(clock);
        new SysCsvBuilder(services).UseSqlite($"Data Source={path}");
        var store = new DryRunStore(folder, services.BuildServiceProvider(), real, clock);
        try
        {
            await store.Store.EnsureSchemaAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the contacts that these rows name from the real store, as rows of an older import.</summary>
    /// <returns>Those that were brought now, and the e-mails of those that were there already.</returns>
    public async Task<(IReadOnlyList<Contact> Brought, IReadOnlySet<string> Earlier)> BringAsync(IReadOnlyList<AcceptedRow> rows, CancellationToken cancellationToken)
    {
        var emails = rows.Select(row => row.Email.Normalized).Distinct(StringComparer.Ordinal).ToList();
        var known = (await Contacts.FindContactsAsync(emails, cancellationToken)).Select(contact => contact.NormalizedEmail).ToHashSet(StringComparer.Ordinal);
        emails.RemoveAll(known.Contains);
        var contacts = await _real.FindContactsAsync(emails, cancellationToken);
        if (contacts.Count > 0)
            await Store.ApplyAsync(
                new()
                {
                    Accepted = [.. contacts.Select(ToRow)],
                    Policies = new Dictionary<ImportId, DuplicatePolicy> { [_before] = DuplicatePolicy.KeepLast },
                },
                cancellationToken);
        return (contacts, known);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The pool would hold the file open.
    private async Task CloseAsync()
    {
        await using var context = Context();
        if (context.Database.GetDbConnection() is SqliteConnection connection)
            SqliteConnection.ClearPool(connection);
    }

    private DbContext Context()
    {
        var options = new DbContextOptionsBuilder();
        _services.GetRequiredService<IRelationalDatabase>().Configure(options);
        return new(options.Options);
    }

    private AcceptedRow ToRow(Contact contact) => EmailAddress.Parse(contact.NormalizedEmail, out var email) is null
        ? new(new(_before, ++_rows), email!, contact.Data)
        : throw new SysCsvException("A contact of the database has an e-mail that is not valid.");
}
