using System.Security.Cryptography;
using System.Text;
using SysCsv.Csv;
using SysCsv.Portal.Tests.Services;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Uploads;

public sealed class ReceivingTests : PortalTestFolder
{
    [Fact]
    public async Task Received_file_is_on_disk_as_it_was_sent()
    {
        await using var host = PortalHost.Build(Folder);
        var bytes = RandomNumberGenerator.GetBytes(1_000_003);

        var file = await host.UploadAsync(bytes, @"C:\Users\somebody\con" + "\u202Etacts.csv");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(Staged)));
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "contacts.csv"), (file.Size, file.Sha256, file.FileName));
        Assert.Equal(file, await host.Uploads.FindAsync(file.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Upload_that_breaks_off_leaves_nothing()
    {
        await using var host = PortalHost.Build(Folder);
        using var body = new BreakingStream(Encoding.UTF8.GetBytes("Email\nann@example.com\n"));

        await Assert.ThrowsAsync<IOException>(() => host.Uploads.ReceiveAsync(body, "contacts.csv", PortalHost.Somebody, CancellationToken.None));

        Assert.Empty(Staged);
    }

    [Fact]
    public async Task Upload_that_its_user_cancels_leaves_nothing()
    {
        await using var host = PortalHost.Build(Folder);
        using var cancel = new CancellationTokenSource();
        using var body = new BreakingStream(Encoding.UTF8.GetBytes("Email\nann@example.com\n"), cancel.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Uploads.ReceiveAsync(body, "contacts.csv", PortalHost.Somebody, cancel.Token));

        Assert.Empty(Staged);
    }

    [Fact]
    public async Task Empty_upload_is_refused()
    {
        await using var host = PortalHost.Build(Folder);

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => host.UploadAsync(""));

        Assert.Equal(400, refusal.StatusCode);
        Assert.Empty(Staged);
    }

    [Fact]
    public async Task Upload_beyond_the_limit_is_refused_with_the_limit_in_the_message()
    {
        await using var host = PortalHost.Build(Folder, configure: options => options.MaxUploadBytes = 1_000);

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => host.UploadAsync(new byte[1_001]));

        Assert.Equal(413, refusal.StatusCode);
        Assert.Contains("1,000", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Staged);
    }

    [Fact]
    public async Task Preview_reads_the_first_rows_as_an_import_would()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync("Vorname;Nachname;E-Mail;Ort\nAnn;Lee;Ann@Example.com;Köln\nBob;Ray;nobody;Rom\n\"x;y\n");

        var preview = await host.Uploads.PreviewAsync(file.Id, new(), CancellationToken.None);

        Assert.Equal((';', true, 2), (preview.Layout.Delimiter, preview.Layout.HasHeader, preview.Layout.EmailColumn));
        Assert.Equal(["Ann Lee", "Bob Ray", null], preview.Rows.Select(row => row.Name));
        Assert.Equal([null, "email-invalid", "unclosed-quote"], preview.Rows.Select(row => row.Reason));
        Assert.Equal("Köln", preview.Rows[0].Attributes["Ort"]);
        Assert.Equal(["Ann", "Lee", "Ann@Example.com", "Köln"], preview.Rows[0].Fields);
    }

    [Fact]
    public async Task Preview_of_what_is_no_list_of_contacts_is_refused_with_the_reason()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync("one,two\nthree,four\n");

        var refusal = await Assert.ThrowsAsync<CsvRefusedException>(() => host.Uploads.PreviewAsync(file.Id, new(), CancellationToken.None));

        Assert.Equal(CsvRefusal.NoEmailColumn, refusal.Refusal);
    }

    [Fact]
    public async Task Discarded_upload_is_gone()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(3));

        await host.Uploads.DiscardAsync(file.Id, PortalHost.Somebody, CancellationToken.None);

        Assert.Null(await host.Uploads.FindAsync(file.Id, CancellationToken.None));
        await Assert.ThrowsAsync<SysCsvException>(() => host.Uploads.PreviewAsync(file.Id, new(), CancellationToken.None));
        Assert.Empty(Staged);
    }

    [Fact]
    public async Task Upload_that_an_import_uses_can_not_be_discarded()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(3));
        await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);

        await host.Uploads.DiscardAsync(file.Id, PortalHost.Somebody, CancellationToken.None);

        Assert.NotNull(await host.Uploads.FindAsync(file.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_a_crash_left_in_the_staging_folder_is_removed_and_nothing_else()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(3));
        var known = Assert.Single(Staged);
        var staging = host.Get<StagingFolder>();
        string[] left = [staging.PartOf(Guid.NewGuid()), staging.FileOf(Guid.NewGuid()), staging.PartOf(Guid.NewGuid())];
        foreach (var path in left)
            await File.WriteAllTextAsync(path, "half");
        var old = File.GetLastWriteTimeUtc(known).AddHours(-2);
        File.SetLastWriteTimeUtc(left[0], old);
        File.SetLastWriteTimeUtc(left[1], old);
        File.SetLastWriteTimeUtc(known, old);

        await host.Get<StagingSweeper>().SweepAsync(CancellationToken.None);

        Assert.Equal(new[] { known, left[2] }.Order(), Staged.Order());
        Assert.NotNull(await host.Uploads.FindAsync(file.Id, CancellationToken.None));
    }

    /// <summary>Gives its bytes once, then breaks.</summary>
    private sealed class BreakingStream(byte[] bytes, Action? onBreak = null) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read > 0)
                return read;
            onBreak?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException("The connection was closed.");
        }
    }
}
