using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>How its file was read stays with an import: what was detected as well as what was chosen.</summary>
public sealed class ReadingKeptTests : PortalTestFolder
{
    [Fact]
    public async Task What_was_detected_is_kept()
    {
        await using var host = await PortalHost.StartAsync(Folder);

        var reading = await ImportAsync(host, "Vorname;Nachname;E-Mail\nJörg;Müller;joerg@example.com\nÄnne;Größe;aenne@example.com\n", new());

        Assert.Equal(
            new() { Encoding = "utf-8", Delimiter = ';', HasHeader = true, Email = new(3, "E-Mail"), GivenName = new(1, "Vorname"), FamilyName = new(2, "Nachname") },
            reading);
    }

    [Fact]
    public async Task What_was_chosen_is_kept_as_it_was_used()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var chosen = new CsvReadOptions { Encoding = "windows-1252", Delimiter = '|', HasHeader = false, EmailColumn = "2", NameColumn = "1" };

        var reading = await ImportAsync(host, "Ann|ann@example.com\nBob|bob@example.com\n", chosen);

        Assert.Equal(new() { Encoding = "windows-1252", Delimiter = '|', HasHeader = false, Email = new(2, null), Name = new(1, null) }, reading);
    }

    [Fact]
    public async Task Byte_order_mark_that_wins_over_the_choice_is_what_is_kept()
    {
        await using var host = await PortalHost.StartAsync(Folder);

        var reading = await ImportAsync(host, "\uFEFFEmail\nann@example.com\n", new() { Encoding = "windows-1252" });

        Assert.Equal("utf-8", reading!.Encoding);
    }

    [Fact]
    public async Task Import_that_was_not_sent_yet_says_nothing_of_it()
    {
        await using var host = PortalHost.Build(Folder);

        Assert.Null((await host.FindAsync(await host.AcceptAsync(PortalHost.Contacts(3)))).ReadAs);
    }

    [Fact]
    public async Task Paused_import_says_how_it_began()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000);
        var import = await host.AcceptAsync(PortalHost.Contacts(5_000));
        await Testing.Eventually.BecomesAsync(async () => (await host.FindAsync(import)).Sent > 0, PortalHost.Patience, "rows are sent");

        await host.Imports.PauseAsync(import, PortalHost.Somebody, CancellationToken.None);

        Assert.Equal(new(1, "Email"), (await host.FindAsync(import)).ReadAs?.Email);
    }

    private static async Task<FileReading?> ImportAsync(PortalHost host, string text, CsvReadOptions chosen)
    {
        var file = await host.UploadAsync(Encoding.UTF8.GetBytes(text));
        var import = await host.Imports.AcceptAsync(file.Id, new(chosen, DuplicatePolicy.KeepLast), null, PortalHost.Somebody, CancellationToken.None);
        return (await host.BecomesAsync(import, PortalImportState.Completed)).ReadAs;
    }
}
