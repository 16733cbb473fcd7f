using System.Text;
using Snapshooter.Xunit;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Publishing;

namespace SysCsv.Tests.Messages;

/// <summary>Holds the format still: what was written by any released version is read, and what is written now is what the docs show.</summary>
public sealed class MessageFormatTests
{
    private static readonly ImportId Import = new(Guid.Parse("019ab1c2-7d00-7000-8000-000000000001"));

    public static TheoryData<string> RecordedMessages => [.. Directory.GetFiles(SampleFolder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SampleFolder, file))];

    private static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "Messages", "Samples");

    [Theory]
    [MemberData(nameof(RecordedMessages))]
    public void Recorded_message_of_every_version_is_read(string sample)
    {
        var fault = MessageReader.Read(File.ReadAllBytes(Path.Combine(SampleFolder, sample)), out var message);

        Assert.Null(fault);
        Snapshot.Match(
            new { message!.Import, message.Policy, message.Start, message.End, Rows = message.Rows.Select(Describe) },
            $"MessageFormatTests.{sample.Replace('/', '.').Replace('\\', '.')}");
    }

    [Fact]
    public async Task Messages_are_written_as_recorded()
    {
        const string File = "Name,Email,City\n\"Ann \"\"A\"\" Smith\",ann@example.com,Köln\n";
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(File)));
        using var writer = new MessageWriter(Import, DuplicatePolicy.KeepLast, reader.Layout);
        using var batch = new MessageBatch();

        batch.BeginMessage(writer.StartId);
        writer.WriteStart(batch, "contacts.csv", reader.Layout.Columns);
        Assert.True(await reader.ReadAsync());
        batch.BeginMessage(writer.RowsId(1));
        writer.BeginRows(batch);
        writer.WriteRow(reader);
        writer.EndRows();
        batch.BeginMessage(writer.EndId);
        writer.WriteEnd(batch, 3);

        var messages = batch.ToMessages(traceParent: null);
        Assert.Equal(Recorded("start.json"), Encoding.UTF8.GetString(messages[0].Body.Span));
        Assert.Equal(Recorded("row.json"), Encoding.UTF8.GetString(messages[1].Body.Span));
        Assert.Equal(Recorded("end.json"), Encoding.UTF8.GetString(messages[2].Body.Span));
        Assert.Equal(
            ["019ab1c27d0070008000000000000001-start", "019ab1c27d0070008000000000000001-1", "019ab1c27d0070008000000000000001-end"],
            messages.Select(message => message.Id));
    }

    [Fact]
    public async Task Cell_of_several_addresses_is_kept_whole_whatever_else_the_record_holds()
    {
        const string Text = "Email,Name,Note,City\na@b.c,x,x,x\n\"a@b.c ::: \"\"d\"\"@e.f\",\"Ann \"\"A\"\"\",\"a \"\"note\"\" that is long\",\"\"\"Oslo\"\"\"\n";
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(Text)));
        using var writer = new MessageWriter(Import, DuplicatePolicy.KeepLast, reader.Layout);
        using var batch = new MessageBatch();

        Assert.True(await reader.ReadAsync() && await reader.ReadAsync());
        batch.BeginMessage(writer.RowsId(2));
        writer.BeginRows(batch);
        writer.WriteRow(reader);
        writer.EndRows();
        MessageReader.Read(batch.ToMessages(traceParent: null)[0].Body, out var message);

        var row = Assert.Single(message!.Rows);
        Assert.Equal("a@b.c", row.Email);
        Assert.Equal("a@b.c ::: \"d\"@e.f", row.Attributes.Single(pair => pair.Key == "Email").Value);
    }

    private static object Describe(MessageRow row) => new
    {
        row.Row, row.Line, row.Email, row.Name, Attributes = row.Attributes.ToJson(), row.Reject, row.Detail, Raw = row.DecodeRawText(),
    };

    private static string Recorded(string name) => File.ReadAllText(Path.Combine(SampleFolder, "v1", name));
}
