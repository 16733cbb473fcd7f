using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Tests.Csv;

public sealed class LayoutTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Separator_is_found(char separator)
    {
        var layout = await CsvText.LayoutAsync($"Name{separator}Email{separator}City\n\"Smith, A; B|C\"{separator}a@b.c{separator}Oslo\n");

        Assert.Equal(separator, layout.Delimiter);
        Assert.Equal(["Name", "Email", "City"], layout.Columns);
    }

    [Theory]
    [InlineData("ann@x.com;Smith, Ann\nbob@x.com;Jones, Bob\n", ';')]
    [InlineData("Email;Name;Adresse\nann@x.com;Ann;Weg 1, 1010, Wien, AT\nbob@x.com;Bob;Weg 2, 1020, Wien, AT\n", ';')]
    [InlineData("Email\tName\nann@x.com\tSmith, Ann, Dr\n", '\t')]
    [InlineData("ann@x.com|Smith; Ann; Dr\nbob@x.com|Jones; Bob; Dr\n", '|')]
    [InlineData("Email,Tags\nann@x.com,a;b;c\nbob@x.com,a;b;c\n", ',')]
    [InlineData("Ann,ann@x.com;a@x.com\nBob,bob@x.com;b@x.com\nCy,cy@x.com\n", ',')]
    [InlineData("Name,Email\nAnn,ann@x.com;a@x.com\nBob,bob@x.com;b@x.com\n", ',')]
    public async Task Separator_is_the_one_that_leaves_addresses_alone(string text, char separator) =>
        Assert.Equal(separator, (await CsvText.LayoutAsync(text)).Delimiter);

    [Fact]
    public async Task Separator_of_the_header_is_not_outvoted_by_commas_in_many_cells()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"u{i}@x.com;Ann;Weg {i}, 1010, Wien, AT\n"));

        Assert.Equal(["Email", "Name", "Adresse"], (await CsvText.LayoutAsync("Email;Name;Adresse\n" + rows)).Columns);
    }

    [Theory]
    [InlineData("sep=;\r\nname;email\r\nAnn;a@b.c\r\n", ';', 3)]
    [InlineData("SEP=|\nname|email\nAnn|a@b.c\n", '|', 3)]
    [InlineData("\uFEFF\"sep=,\"\nname,email\nAnn,a@b.c\n", ',', 3)]
    [InlineData("sep=\r\nname;email\r\nAnn;a@b.c\r\n", ';', 3)]
    public async Task Separator_line_is_neither_data_nor_header(string text, char separator, long line)
    {
        await using var reader = await CsvRecordReader.OpenAsync(CsvText.Stream(text));
        var record = Assert.Single(await CsvText.RestAsync(reader));

        Assert.Equal((separator, line), (reader.Layout.Delimiter, record.Line));
        Assert.Equal(["Ann", "a@b.c"], record.Fields);
    }

    [Theory]
    [InlineData("Ann,a@b.c\n", false)]
    [InlineData("Name,Email\nAnn,a@b.c\n", true)]
    [InlineData("Nobody,\nAnn,a@b.c\n", false)]
    [InlineData("Ann,a@@b\nBob,a@b.c\n", false)]
    [InlineData("Who,Where\nAnn,a@b.c\n", true)]
    [InlineData("Ann,ann@gmail\nBob,a@b.c\n", false)]
    [InlineData("Ann,ann.gmail.com\nBob,a@b.c\n", false)]
    [InlineData("Ann,ann at b.c\nBob,a@b.c\n", true)]
    [InlineData("Ann,ann at b.c,Oslo\nBob,a@b.c,Oslo\n", false)]
    [InlineData("17,none,Ann\n18,a@b.c,Bob\n19,d@e.f,Cy\n", false)]
    [InlineData("0043 1 555,none\n0043 1 556,a@b.c\n0043 1 557,d@e.f\n", false)]
    [InlineData("Name,E-mail (such as ann@example.com)\nAnn,a@b.c\n", true)]
    [InlineData("Full name,Kontakt.Adresse\nAnn,a@b.c\n", true)]
    [InlineData("Who,Where\nAnn,a@b.c\nWho,Where\nBob,d@e.f\n", true)]
    [InlineData("Wer,Gruppe,Adresse\nAnn,1,a@b.c\nBob,1,d@e.f\n", true)]
    public async Task Header_or_none_is_found(string text, bool hasHeader) =>
        Assert.Equal(hasHeader, (await CsvText.LayoutAsync(text)).HasHeader);

    [Fact]
    public async Task Swapped_mark_in_labels_and_cells_is_read_as_it_is()
    {
        await using var reader = await CsvRecordReader.OpenAsync(CsvText.Stream("\uFFFEName,E\uFFFEmail,Notes \uFFFE\nAnn \uFFFE,a\uFFFE@b.c,\uFFFE\nBob,d@e.f,x\n"));
        var records = await CsvText.RestAsync(reader);

        Assert.Equal((0, 1), (reader.Layout.NameColumn, reader.Layout.EmailColumn));
        Assert.Equal(["Ann \uFFFE", "a\uFFFE@b.c", "\uFFFE"], records[0].Fields);
    }

    [Theory]
    [InlineData(";;\nName;Email;City\nAnn;a@b.c;Oslo\nBob;d@e.f;Rome\n", 3)]
    [InlineData("\r\n\t\t\r\n  \r\nName\tEmail\tCity\r\nAnn\ta@b.c\tOslo\r\nBob\td@e.f\tRome\r\n", 5)]
    [InlineData("sep=,\r,,\r\r, ,\rName,Email,City\rAnn,a@b.c,Oslo\rBob,d@e.f,Rome\r", 6)]
    public async Task Empty_rows_above_the_header_are_passed_over(string text, long line)
    {
        await using var reader = await CsvRecordReader.OpenAsync(CsvText.Stream(text));
        Assert.Equal(["Name", "Email", "City"], reader.Layout.Columns);
        Assert.True(await reader.ReadAsync());
        Assert.Equal((1, line), (reader.RecordNumber, reader.LineNumber));

        await using var resumed = await CsvRecordReader.ResumeAsync(CsvText.Stream(text), reader.Layout, reader.Next);
        var last = Assert.Single(await CsvText.RestAsync(resumed));
        Assert.Equal((2, line + 1), (last.Number, last.Line));
        Assert.Equal("d@e.f", last.Fields[1]);
    }

    [Fact]
    public async Task Header_can_be_said_to_be_there_or_not()
    {
        Assert.Single(await CsvText.ReadAsync("x@y.z\na@b.c\n", new() { HasHeader = true }));
        Assert.Equal(2, (await CsvText.ReadAsync("Email\na@b.c\n", new() { HasHeader = false })).Count);
    }

    [Theory]
    [InlineData("First Name,Last Name,Email", null, 0, 1, 2)]
    [InlineData("E-mail Address,E-mail 2 Address,First Name,Last Name", null, 2, 3, 0)]
    [InlineData("E-mail 2 - Value,E-mail 1 - Label,E-mail 1 - Value,Name", 3, null, null, 2)]
    [InlineData("Vorname,Nachname,E-Mail-Adresse", null, 0, 1, 2)]
    [InlineData("Vorname,Name,E-Mail", null, 0, 1, 2)]
    [InlineData("Prénom,Nom,Courriel", null, 0, 1, 2)]
    [InlineData("Nom,Adresse e-mail", 0, null, null, 1)]
    [InlineData("Nombre,Apellidos,Correo electrónico", null, 0, 1, 2)]
    [InlineData("Nombre,Correo", 0, null, null, 1)]
    [InlineData("Nome,Cognome,Indirizzo e-mail", null, 0, 1, 2)]
    [InlineData("Nome completo,Endereço de e-mail", 0, null, null, 1)]
    [InlineData("Voornaam,Achternaam,E-mailadres", null, 0, 1, 2)]
    [InlineData("Imię,Nazwisko,Adres e-mail", null, 0, 1, 2)]
    [InlineData("Förnamn,Efternamn,E-postadress", null, 0, 1, 2)]
    [InlineData("Fornavn,Efternavn,E-mail", null, 0, 1, 2)]
    [InlineData("Etunimi,Sukunimi,Sähköposti", null, 0, 1, 2)]
    [InlineData("Jméno,Příjmení,E-mailová adresa", null, 0, 1, 2)]
    [InlineData("Имя,Фамилия,Электронная почта", null, 0, 1, 2)]
    [InlineData("Ad,Soyad,E-posta", null, 0, 1, 2)]
    [InlineData("氏名,メールアドレス", 0, null, null, 1)]
    [InlineData("姓名,电子邮箱", 0, null, null, 1)]
    [InlineData("이름,이메일", 0, null, null, 1)]
    [InlineData("EMAIL ADDRESS,FULL_NAME", 1, null, null, 0)]
    public async Task Columns_are_found_by_labels_of_many_languages(string header, int? name, int? given, int? family, int email)
    {
        var columns = header.Split(',').Length;
        var row = string.Join(',', Enumerable.Range(0, columns).Select(column => column == email ? "a@b.c" : "x"));

        var layout = await CsvText.LayoutAsync($"{header}\n{row}\n");

        Assert.Equal((email, name, given, family), (layout.EmailColumn, layout.NameColumn, layout.GivenNameColumn, layout.FamilyNameColumn));
    }

    [Fact]
    public async Task Columns_are_found_by_content_without_a_header()
    {
        var layout = await CsvText.LayoutAsync("17,ann@b.c,Oslo,Ann Smith,x\n18,bob@b.c,Oslo,Bob Jones,x\n19,c@b.c,Gent,Cy Falk,x\n");

        Assert.Equal((1, 3), (layout.EmailColumn, layout.NameColumn));
        Assert.Equal(["Column 1", "Column 2", "Column 3", "Column 4", "Column 5"], layout.Columns);
    }

    [Fact]
    public async Task Columns_can_be_named_by_label_or_number()
    {
        const string File = "a,b,c\nx@y.z,Ann,other@y.z\n";

        Assert.Equal(2, (await CsvText.LayoutAsync(File, new() { EmailColumn = "C", HasHeader = true })).EmailColumn);
        Assert.Equal((2, 1), await LayoutOfAsync(new() { EmailColumn = "3", NameColumn = "2", HasHeader = true }));

        async Task<(int, int?)> LayoutOfAsync(CsvReadOptions options)
        {
            var layout = await CsvText.LayoutAsync(File, options);
            return (layout.EmailColumn, layout.NameColumn);
        }
    }

    [Fact]
    public async Task Every_column_has_a_label_of_its_own() =>
        Assert.Equal(
            ["Email", "Note", "Note (2)", "Column 4", "note"],
            (await CsvText.LayoutAsync("Email, Note ,Note,,note\na@b.c,1,2,3,4\n")).Columns);

    [Theory]
    [InlineData("Name,Email,\nAnn,a@b.c\n", "Name|Email")]
    [InlineData("Name,Email, ,\nAnn,a@b.c\nBob,d@e.f\n", "Name|Email")]
    [InlineData("Name,Email,\nAnn,a@b.c,\nBob,d@e.f,\n", "Name|Email|Column 3")]
    [InlineData("Name,,Email,\nAnn,x,a@b.c\n", "Name|Column 2|Email")]
    [InlineData("Name,Email,\n", "Name|Email|Column 3")]
    public async Task Separator_behind_the_last_label_makes_a_column_only_if_a_row_has_it(string text, string columns)
    {
        await using var reader = await CsvRecordReader.OpenAsync(CsvText.Stream(text));

        Assert.Equal(columns.Split('|'), reader.Layout.Columns);
        Assert.All(await CsvText.RestAsync(reader), record => Assert.Null(record.Reason));
    }

    [Theory]
    [InlineData("", CsvRefusal.Empty)]
    [InlineData("\n\r\n  \n", CsvRefusal.Empty)]
    [InlineData("one,two\nthree,four\n", CsvRefusal.NoEmailColumn)]
    [InlineData("just a text without anything", CsvRefusal.NoEmailColumn)]
    [InlineData("%PDF-1.7\n%âãÏÓ\n", CsvRefusal.NotText)]
    public async Task File_that_is_no_list_of_contacts_is_refused(string text, CsvRefusal refusal) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(text))).Refusal);

    [Fact]
    public async Task Header_alone_is_a_file_of_no_records() => Assert.Empty(await CsvText.ReadAsync("Name,Email\n"));

    [Theory]
    [InlineData(0x50, 0x4B, 0x03, 0x04)]
    [InlineData(0x89, 0x50, 0x4E, 0x47)]
    [InlineData(0xD0, 0xCF, 0x11, 0xE0)]
    public async Task Other_kinds_of_files_are_refused_by_their_first_bytes(params int[] magic)
    {
        var file = new MemoryStream([.. magic.Select(b => (byte)b), .. new byte[200]]);

        Assert.Equal(CsvRefusal.NotText, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(file))).Refusal);
    }

    [Theory]
    [InlineData(100, RejectReason.NulCharacter)]
    [InlineData(300_000, RejectReason.RecordTooLong)]
    public async Task Zeros_that_a_crash_left_at_the_end_are_one_rejected_row(int zeros, string reason)
    {
        var records = await CsvText.ReadAsync("Email,Name\nann@x.com,Ann\n" + new string('\0', zeros));

        Assert.Equal([null, reason], records.Select(record => record.Reason));
    }

    [Fact]
    public async Task Zeros_alone_are_refused() =>
        Assert.Equal(CsvRefusal.NotText, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new string('\0', 5_000)))).Refusal);

    [Fact]
    public async Task Random_bytes_are_refused()
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);

        await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData("Nowhere", null)]
    [InlineData("9", null)]
    [InlineData(null, "Nowhere")]
    public async Task Column_that_is_named_and_not_there_is_refused(string? email, string? name)
    {
        var exception = await Assert.ThrowsAsync<CsvRefusedException>(() =>
            CsvText.ReadAsync("Name,Email\nAnn,a@b.c\n", new() { EmailColumn = email, NameColumn = name }));

        Assert.Equal(CsvRefusal.ColumnMissing, exception.Refusal);
        Assert.Contains(email is null ? "NameColumn" : "EmailColumn", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notes:\n\"When you export, you may notice that\nsome addresses are missing.\"\n\nFirst Name,Last Name,Email Address\nAnn,Lee,ann@x.com\n", 5)]
    [InlineData("Kontakte 2026;;;\r\nStand: 01.02.2026;;;\r\nE-Mail;Vorname;Nachname;Ort\r\nann@x.com;Ann;Lee;Wien\r\n", 3)]
    [InlineData("Report of May, June\nEmail,Name,City\nann@x.com,Ann,Oslo\n", 2)]
    [InlineData("Contacts\nEmail\tName\nann@x.com\tAnn\n", 2)]
    [InlineData("sep=;\nContacts\n\nEmail;Name\nann@x.com;Ann\n", 4)]
    [InlineData("He said \"all\" of them\nEmail,Name\nann@x.com,Ann\n", 2)]
    public async Task Lines_above_the_labels_are_neither_data_nor_labels(string text, long line)
    {
        await using var reader = await CsvRecordReader.OpenAsync(CsvText.Stream(text));
        var record = Assert.Single(await CsvText.RestAsync(reader));

        Assert.Equal((true, line, line + 1), (reader.Layout.HasHeader, reader.Layout.FirstLine, record.Line));
        Assert.Contains("ann@x.com", record.Fields);
    }

    [Theory]
    [InlineData("Ann,ann@x.com,\nEmail,Name,City\nbob@x.com,Bob,Oslo\n")]
    [InlineData("Exported by ann@x.com,\nEmail,Name\nbob@x.com,Bob\n")]
    [InlineData("Export 2026;\nE-Mail;office@firm.com\nann@x.com;Ann\n")]
    [InlineData("Email,Name\nKontakt\nE-Mail,Name,City\nbob@x.com,Bob\n")]
    [InlineData("Who,Where,What\nx,Email,z\ny,bob@x.com,z\n")]
    public async Task What_may_be_a_contact_is_never_taken_for_a_title(string text) => Assert.Equal(1, (await CsvText.LayoutAsync(text)).FirstLine);

    [Fact]
    public async Task Labels_with_no_address_below_them_leave_no_title_above() => Assert.Equal(
        CsvRefusal.NoEmailColumn,
        (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.LayoutAsync("Report\nEmail,Name\nnobody,Bob\n"))).Refusal);

    [Fact]
    public async Task Title_is_taken_for_the_labels_where_the_options_say_that_the_first_record_holds_them()
    {
        var layout = await CsvText.LayoutAsync("Contacts,\nEmail,Name\nann@x.com,Ann\n", new() { HasHeader = true });

        Assert.Equal((1L, "Contacts"), (layout.FirstLine, layout.Columns[0]));
    }
}
