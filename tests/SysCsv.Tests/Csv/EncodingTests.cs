using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Tests.Csv;

public sealed class EncodingTests
{
    private const string German = "Vorname;Nachname;E-Mail\nJürgen;Müller-Lüdenscheidt;juergen@example.de\nKäthe;Weiß;kaethe@example.de\nSören;Größer;soeren@example.de\n";
    private const string Russian = "Имя;Фамилия;Электронная почта\nАнна;Кузнецова;anna@example.ru\nДмитрий;Соколов;dmitri@example.ru\nЕкатерина;Попова;katja@example.ru\n";
    private const string Japanese = "氏名,メールアドレス,住所\n田中太郎,tanaka@example.jp,東京都千代田区\n鈴木花子,suzuki@example.jp,大阪府大阪市北区\n佐藤次郎,sato@example.jp,北海道札幌市\n";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", German)]
    [InlineData("utf-16", German)]
    [InlineData("utf-16BE", Russian)]
    [InlineData("utf-32", German)]
    public async Task Marked_encoding_is_read(string encoding, string text)
    {
        var bytes = Encoding.GetEncoding(encoding);

        await AssertReadAsync([.. bytes.GetPreamble(), .. bytes.GetBytes(text)], text);
    }

    [Theory]
    [InlineData("utf-8", 2)]
    [InlineData("utf-8", 3)]
    [InlineData("utf-16", 2)]
    [InlineData("utf-32", 2)]
    public async Task Mark_that_stands_there_again_belongs_to_no_label(string encoding, int times)
    {
        var bytes = Encoding.GetEncoding(encoding);
        byte[] file = [.. Enumerable.Repeat(bytes.GetPreamble(), times).SelectMany(mark => mark), .. bytes.GetBytes("\"Name\",\"Email\"\nAnn,a@b.c\nBob,d@e.f\n")];

        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(file));
        Assert.Equal(["Name", "Email"], reader.Layout.Columns);
        Assert.True(await reader.ReadAsync());
        await using var resumed = await CsvRecordReader.ResumeAsync(new MemoryStream(file), reader.Layout, reader.Next);
        Assert.Equal("Bob,d@e.f", Assert.Single(await CsvText.RestAsync(resumed)).Raw);
    }

    [Theory]
    [InlineData("utf-8", German)]
    [InlineData("utf-8", Japanese)]
    [InlineData("utf-16", German)]
    [InlineData("utf-16BE", German)]
    [InlineData("windows-1252", German)]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("euc-jp", Japanese)]
    public async Task Unmarked_encoding_is_detected(string encoding, string text) =>
        await AssertReadAsync(Encoding.GetEncoding(encoding).GetBytes(text), text);

    [Theory]
    [InlineData("utf-16", "Ann 😀 Lee")]
    [InlineData("utf-16BE", "Ann 😀 Lee")]
    public async Task Unmarked_utf_16_may_hold_characters_of_which_the_other_byte_is_zero(string encoding, string name) =>
        await AssertReadAsync(Encoding.GetEncoding(encoding).GetBytes($"Name,Email\n{name},a@b.c\n"), $"Name,Email\n{name},a@b.c\n");

    // Each was read as another script without a word: Cyrillic capitals, Chinese, Chinese; and the last two, of an even number of letters, as Chinese.
    [Theory]
    [InlineData("gb18030", "陈静")]
    [InlineData("euc-jp", "高橋健,渡辺美穂,松本,鈴木一郎,伊藤誠,伊藤誠,中村愛,中村愛,林,田中実")]
    [InlineData("euc-kr", "김민민,오재우,송연우")]
    [InlineData("windows-1251", "ВЕРА,ПЕТРОВ,РУСЛАН,АННА,СТЕПАНОВ,СЕРГЕЙ,НИНА,НИНА,АННА,СТЕПАНОВ")]
    [InlineData("koi8-r", "русе,нина,русе,руслан,сухуми,руслан")]
    public async Task East_asian_and_cyrillic_names_are_read_right_or_asked_for(string encoding, string names)
    {
        var text = "Email,Name\n" + string.Concat(names.Split(',').Select((name, i) => $"u{i}@x.com,{name}\n"));

        try
        {
            await AssertReadAsync(Encoding.GetEncoding(encoding).GetBytes(text), text);
        }
        catch (CsvRefusedException exception)
        {
            Assert.Equal(CsvRefusal.EncodingUnclear, exception.Refusal);
        }
    }

    [Fact]
    public void Sample_that_ends_within_a_character_tells_the_encoding_all_the_same()
    {
        var names = "陈静,王伟,李娜,张敏,刘洋,赵磊,杨秀英,黄强,周杰,吴芳,徐丽,孙涛,马超,朱军,胡勇,郭艳,何平,高明,林峰,罗斌".Split(',');
        var sample = Encoding.GetEncoding("gb18030").GetBytes(string.Concat(names.Select((name, i) => $"u{i}@x.com,{name}\n")));

        for (var cut = 1; cut <= 4; cut++)
            Assert.Equal("gb18030", EncodingDetector.Detect(sample.AsMemory(0, sample.Length - cut), isWhole: false).WebName, ignoreCase: true);
    }

    [Fact]
    public async Task Encoding_that_can_not_be_told_is_asked_for_by_the_name_of_the_option()
    {
        byte[] file = [.. "Name,Email\nS"u8, 0xF8, .. "r,a@b.c\n"u8];

        var exception = await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new MemoryStream(file)));

        Assert.Equal(CsvRefusal.EncodingUnclear, exception.Refusal);
        Assert.Contains("CsvReadOptions.Encoding", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Sør", (await CsvText.ReadAsync(new MemoryStream(file), new() { Encoding = "windows-1252" }))[0].Fields[0]);
    }

    [Theory]
    [InlineData("Name,Email\nZoë,zoe@example.nl\n")]
    [InlineData("Name,Email\nJürgen Weiß,j@example.de\n")]
    [InlineData("Name,Email\nO’Brien – “Bob”,b@example.ie\n")]
    public async Task Letter_that_is_the_same_in_every_likely_encoding_needs_no_choice(string text) =>
        await AssertReadAsync(Encoding.GetEncoding("windows-1252").GetBytes(text), text);

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Central_european_names_come_out_right_in_both_encodings(int times)
    {
        var text = "Name;Email;Stadt\n" + string.Concat(Enumerable.Repeat("Věra Šťastná;a@x.com;x\nJiří Černý;b@x.com;x\nTomáš Dvořák;c@x.com;x\n", times));

        await AssertReadAsync(Encoding.GetEncoding("windows-1250").GetBytes(text), text);
        await AssertReadAsync(Encoding.GetEncoding("iso-8859-2").GetBytes(text), text);
    }

    [Theory]
    [InlineData("Jürgen,Söréñ äöü,ßß", 1)]
    [InlineData("Анна,Пётр", 1)]
    [InlineData("田中太郎", 1)]
    public async Task Bad_byte_in_utf_8_rejects_its_row_and_not_the_file(string names, int bad)
    {
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("Email,Name\n" + string.Concat(names.Split(',').Select((name, i) => $"a{i}@b.c,{name}\n"))),
            .. "d@e.f,K"u8, 0xE4, .. "the\n"u8,
        ];

        var records = await CsvText.ReadAsync(new MemoryStream(file));

        Assert.Equal(bad, records.Count(record => record.Reason == RejectReason.Undecodable));
        Assert.Equal(names.Split(','), records.Where(record => record.Reason is null).Select(record => record.Fields[1]));
    }

    [Fact]
    public async Task Utf_8_by_accident_is_not_taken_for_it()
    {
        const string Text = "Name,Email\nNaděžda Heist,a@b.c\n";

        await AssertReadAsync(Encoding.GetEncoding(852).GetBytes(Text), Text);
    }

    [Fact]
    public async Task Polish_capitals_that_are_utf_8_by_accident_are_not_taken_for_it()
    {
        var file = Encoding.GetEncoding("windows-1250").GetBytes("Name,Email\nMIĘŻA,a@b.c\n");

        Assert.Equal(CsvRefusal.EncodingUnclear, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new MemoryStream(file)))).Refusal);
    }

    [Theory]
    [InlineData("Hawai\u02BBi")]
    [InlineData("M\u0259mm\u0259dov")]
    [InlineData("Mas\u02BCud")]
    public async Task Letter_of_latin_words_that_looks_like_an_accident_is_utf_8(string name) =>
        await AssertReadAsync(Encoding.UTF8.GetBytes($"Name,Email\n{name},a@b.c\n"), $"Name,Email\n{name},a@b.c\n");

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    public async Task Unknown_encoding_is_refused(string name) =>
        Assert.Equal(CsvRefusal.WrongOption, (await Assert.ThrowsAsync<CsvRefusedException>(() =>
            CsvText.ReadAsync("Email\na@b.c\n", new() { Encoding = name }))).Refusal);

    [Fact]
    public async Task Bytes_that_the_encoding_does_not_have_reject_their_row_alone()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes("Email,Name\na@b.c,Jürgen\nd@e.f,K"), 0xE4, .. Encoding.UTF8.GetBytes("the\ng@h.i,Söréñ äöü ßßß éé\nj@k.l,Ąćę łóż\n")];

        var records = await CsvText.ReadAsync(new MemoryStream(file));

        Assert.Equal([null, RejectReason.Undecodable, null, null], records.Select(record => record.Reason));
    }

    [Fact]
    public async Task Hole_in_a_windows_code_page_rejects_its_row()
    {
        byte[] file = [.. "Email,Name\na@b.c,"u8, 0x81, .. "\nd@e.f,x\n"u8];

        var records = await CsvText.ReadAsync(new MemoryStream(file), new() { Encoding = "windows-1252" });

        Assert.Equal([RejectReason.Undecodable, null], records.Select(record => record.Reason));
    }

    [Fact]
    public async Task Lone_surrogate_rejects_its_row()
    {
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Email,Name\na@b.c,x"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("y\nd@e.f,z\n")];

        Assert.Equal([RejectReason.Undecodable, null], (await CsvText.ReadAsync(new MemoryStream(file))).Select(record => record.Reason));
    }

    [Fact]
    public async Task File_that_begins_in_ascii_tells_its_encoding_later()
    {
        var ascii = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Plain Name {i};Family;user{i}@example.de\n"));
        var text = "Vorname;Nachname;E-Mail\n" + ascii + German[(German.IndexOf('\n', StringComparison.Ordinal) + 1)..];

        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(Encoding.GetEncoding("windows-1252").GetBytes(text)));
        var records = await CsvText.RestAsync(reader);

        Assert.Equal("windows-1252", reader.Layout.Encoding);
        Assert.Equal("Müller-Lüdenscheidt", records[20_000].Fields[1]);
    }

    private static async Task AssertReadAsync(byte[] file, string text)
    {
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(file));
        var expected = text.TrimEnd('\n').Split('\n').Skip(1);

        var records = await CsvText.RestAsync(reader);

        Assert.Equal(expected, records.Select(record => record.Raw));
        Assert.All(records, record => Assert.Null(record.Reason));
    }
}
