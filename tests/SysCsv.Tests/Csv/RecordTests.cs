using System.Text;
using SysCsv.Imports;

namespace SysCsv.Tests.Csv;

public sealed class RecordTests
{
    private const string Header = "Email,Note\n";

    [Theory]
    [InlineData("a@b.c,x", "x")]
    [InlineData("a@b.c,\"x\"", "x")]
    [InlineData("a@b.c,\"say \"\"hi\"\"\"", "say \"hi\"")]
    [InlineData("a@b.c,\"\"\"\"", "\"")]
    [InlineData("a@b.c,\"one, two\"", "one, two")]
    [InlineData("a@b.c,\"one\ntwo\"", "one\ntwo")]
    [InlineData("a@b.c,\"one\r\ntwo\"", "one\r\ntwo")]
    [InlineData("a@b.c,", "")]
    [InlineData("a@b.c,\"\"", "")]
    [InlineData("a@b.c, padded ", " padded ")]
    public async Task Field_is_read_as_it_was_meant(string record, string note)
    {
        foreach (var end in new[] { "", "\n", "\r\n", "\r" })
        {
            var read = Assert.Single(await CsvText.ReadAsync(Header + record + end));
            Assert.Null(read.Reason);
            Assert.Equal(["a@b.c", note], read.Fields);
            Assert.Equal(record, read.Raw);
        }
    }

    [Theory]
    [InlineData("\"a@b.c\" ,\"x\"\t \n")]
    [InlineData("\"a@b.c\",\"x\" ")]
    [InlineData("\"a@b.c\"   ,x\n\u001A")]
    [InlineData("a@b.c,x\u001A")]
    [InlineData("a@b.c,x\r\n\u001A")]
    [InlineData("a@b.c,\"x\"\u001A")]
    public async Task Blank_behind_a_quote_and_the_end_mark_of_dos_mean_nothing(string text)
    {
        foreach (var size in new[] { 1, 2, 3, 1_000 })
        {
            var read = Assert.Single(await CsvText.ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(Header + text), size)));

            Assert.Null(read.Reason);
            Assert.Equal(["a@b.c", "x"], read.Fields);
        }
    }

    [Fact]
    public async Task Blank_behind_a_quote_separates_where_it_is_the_separator() =>
        Assert.Equal(["a@b.c", "", "x"], (await CsvText.ReadAsync("Email\tNote\tMore\n\"a@b.c\"\t\tx\n"))[0].Fields);

    [Theory]
    [InlineData("bad,\u001Ax", null)]
    [InlineData("bad,\"x\" y", RejectReason.StrayQuote)]
    [InlineData("bad, \"x\"", RejectReason.StrayQuote)]
    [InlineData("bad,\"x\\\"y\"", RejectReason.StrayQuote)]
    public async Task What_could_mean_several_things_is_not_guessed(string record, string? reason) =>
        Assert.Equal([reason, null], (await CsvText.ReadAsync($"{Header}{record}\na@b.c,1\n")).Select(read => read.Reason));

    [Fact]
    public async Task Any_mixture_of_line_ends_gives_the_same_records_and_true_line_numbers()
    {
        var records = await CsvText.ReadAsync("Email,Note\r\n\r\na@b.c,\"1\n2\r\n3\r4\"\rd@e.f,x\n\n\ng@h.i,y");

        Assert.Equal([(1L, 3L), (2L, 7L), (3L, 10L)], records.Select(record => (record.Number, record.Line)));
        Assert.All(records, record => Assert.Null(record.Reason));
    }

    [Theory]
    [InlineData("bad,x,y", RejectReason.FieldCount)]
    [InlineData("bad", RejectReason.FieldCount)]
    [InlineData("bad,\"x\"y", RejectReason.StrayQuote)]
    [InlineData("bad,x\"y", RejectReason.StrayQuote)]
    [InlineData("bad,\"x", RejectReason.UnclosedQuote)]
    [InlineData("\"bad,x", RejectReason.UnclosedQuote)]
    [InlineData("bad,x\0y", RejectReason.NulCharacter)]
    public async Task Malformed_record_is_one_rejected_row_and_the_rest_goes_on(string bad, string reason)
    {
        var records = await CsvText.ReadAsync($"{Header}a@b.c,1\n{bad}\nd@e.f,\"2\"\n\"g@h.i\",\"3\"\n");

        Assert.Equal([null, reason, null, null], records.Select(record => record.Reason));
        Assert.Equal((2, 3, bad), (records[1].Number, records[1].Line, records[1].Raw));
        Assert.Equal(["2", "3"], records.Skip(2).Select(record => record.Fields[1]));
    }

    [Fact]
    public async Task Empty_fields_beyond_the_header_are_tolerated()
    {
        var records = await CsvText.ReadAsync(Header + "a@b.c,1,,\nd@e.f,2,\"\"\ng@h.i,3,,x\n");

        Assert.Equal([null, null, RejectReason.FieldCount], records.Select(record => record.Reason));
        Assert.Equal(["a@b.c", "1"], records[0].Fields);
    }

    [Fact]
    public async Task Unclosed_quote_swallows_nothing_however_far_the_next_quote()
    {
        var rows = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"user{i}@example.com,note {i}\n"));

        var records = await CsvText.ReadAsync($"{Header}\"bad@example.com,x\n{rows}");

        Assert.Equal(20_001, records.Count);
        Assert.Equal(RejectReason.UnclosedQuote, Assert.Single(records, record => record.Reason is not null).Reason);
    }

    [Fact]
    public async Task Text_in_many_encodings_of_quotes_and_letters_comes_back()
    {
        var records = await CsvText.ReadAsync(Header + "käthe@example.com,\"Ω≈ç√ 田中さん 😀 \"\"ﷺ\"\"\"\n");

        Assert.Equal(["käthe@example.com", "Ω≈ç√ 田中さん 😀 \"ﷺ\""], records[0].Fields);
    }
}
