using System.Text;
using SysCsv.Csv;

namespace SysCsv.Tests.Csv;

/// <summary>Lists of names in every legacy encoding that holds them: read as they are, or refused; never with a wrong letter.</summary>
public sealed class LegacyCorpusTests
{
    private static readonly int[] CodePages = [1250, 1251, 1252, 1253, 1254, 1257, 28592, 28595, 28597, 28599, 28605, 20866, 21866, 850, 852, 866, 437, 857, 10000, 10029];

    static LegacyCorpusTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, string, string> Languages => new()
    {
        { "German", "Jürgen Käthe Sören Anna Uwe Heike Änne Torsten Bärbel Jana", "Krämer Schöning Lübbers Voß Höppner Beißner Meyer Ründel Strömer Schmidt" },
        { "French", "Maëva Adélie Gaétan Frédéric Luc Héléna Françoise Anaëlle Paul Zélie", "Beaupré Rousseau Générat Châtelet Lançon Thérond Dujardin Mérieux Noyérie Moÿ" },
        { "Spanish", "Begoña Ramón Lucía Iñigo Carmen Noemí Tomás Pilar Raúl Asunción", "Zubiría Peñalver Ortuño Gavilán Cañete Márquez Rosales Galán Iborra Núñez" },
        { "Portuguese", "João Inês Antônio Luzia Estevão Cátia Rui Verônica Simão Tiago", "Assunção Falcão Queirós Bragança Esteves Simões Gusmão Araújo Lisboa Frazão" },
        { "Danish", "Søren Bjørg Kåre Anne Lærke Jørn Niels Åse Grethe Øjvind", "Kjærsgaard Højgård Lønborg Skov Bækkelund Sørlie Præstegård Aagesen Bøgholm Åkjær" },
        { "Polish", "Łucja Grażyna Błażej Jan Małgorzata Świętosław Ewa Michał Żaneta Józef", "Grzęda Szczęśniak Wójtowicz Kłosowski Nowak Piątek Ołdak Żebrowski Gawroński Cieślik" },
        { "Czech", "Jiřina Ondřej Žofie Vojtěch Petr Zdeňka Lukáš Eva Bořivoj Šárka", "Říčař Kupčík Hrdličková Novák Bednář Šťovíčková Zábranský Křenek Ptáčník Žemlička" },
        { "Hungarian", "Győző Zsófia Jenő Etelka Dezső Tünde Árpád Rezső Ildikó Gergő", "Szűcs Hegedűs Kőműves Nagy Szőllősy Dörömbözi Fűrész Kovács Gőgh Tüskés" },
        { "Russian", "Алёна Дмитрий Фёкла Игорь Жанна Лев Ульяна Пётр Софья Тимур", "Добролюбов Щукин Ежова Быстров Цыганкова Юрьев Тётушкин Лопухин Гагарин Яшина" },
        { "Ukrainian", "Їжак Олексій Євдокія Ганна Дмитро Соломія Юхим Лідія Віталій Орися", "Грищенко Ліхачів Євтух Шульга Підгорний Іщук Біленко Кучеренко Ткачук Щирий" },
        { "Latvian", "Ģertrūde Jānis Zigrīda Kārlis Ieva Mārtiņš Ēriks Līga Žanis Rūta", "Siliņš Vītoliņš Ķeniņš Brīvība Kalns Ābeltiņš Puķe Zemītis Dūmiņa Šķēle" },
        { "Lithuanian", "Žydrė Šarūnė Kęstas Jonas Ąžuolas Gintarė Vytautė Eglė Mindaugas Rūta", "Žilinskaitė Šimkūnas Butkutė Mačys Kairiūkštis Petrulis Paškevičienė Vėlyvis Norvilaitė Grušas" },
        { "Turkish", "Işıl Çağatay Gülşen Ömer Ayşegül İbrahim Şükran Oğuz Tuğçe Deniz", "Yağcıoğlu Kılıçoğlu Güneş Şentürk Arslan Çalışır Demirbaş Özgüven Topçu Işıktaş" },
        { "Greek", "Ευδοκία Νικηφόρος Άννα Γρηγόρης Μαρία Ηρώ Πέτρος Φωτεινή Λουκάς Ζωή", "Παπαθανασίου Κουτσούκης Δραγώνας Χατζηιωάννου Ρήγας Μπακογιάννης Ψαρός Τσιτσάνης Ξύδης Οικονόμου" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Names_are_read_right_or_refused(string language, string given, string family)
    {
        var (right, refused) = (0, 0);
        foreach (var page in CodePages)
        {
            var encoding = Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            var givenNames = Held(given, encoding);
            var familyNames = Held(family, encoding);
            if (givenNames.Length < 8 || familyNames.Length < 8)
                continue;
            foreach (var size in new[] { 1, 5, 20, 200 })
                for (var seed = 0; seed < (size < 20 ? 4 : 1); seed++)
                    _ = await IsReadAsync(encoding, List(givenNames, familyNames, size, seed)) ? right++ : refused++;
        }

        // How many are refused may change; that lists of a few names are read is what the evidence is for.
        Assert.True(right > refused, $"{language}: {right} read, {refused} refused.");
    }

    [Theory]
    [InlineData("Jürgen Müller")]
    [InlineData("Łukasz Wójcik")]
    [InlineData("Иван Кузнецов")]
    [InlineData("Γιώργος Παπαδόπουλος")]
    [InlineData("Jānis Bērziņš")]
    [InlineData("Özgür Yıldırım")]
    public async Task Single_name_tells_its_encoding(string name)
    {
        foreach (var page in CodePages)
        {
            var encoding = Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            if (Held(name, encoding).Length == 2)
                Assert.True(await IsReadAsync(encoding, $"Name,Email\n{name},a@b.c\n"), encoding.WebName);
        }
    }

    private static async Task<bool> IsReadAsync(Encoding encoding, string text)
    {
        try
        {
            var records = await CsvText.ReadAsync(new MemoryStream(encoding.GetBytes(text)));
            Assert.Equal(text.TrimEnd('\n').Split('\n').Skip(1), records.Select(record => record.Raw));
            return true;
        }
        catch (CsvRefusedException exception)
        {
            Assert.Equal(CsvRefusal.EncodingUnclear, exception.Refusal);
            return false;
        }
    }

    private static string List(string[] given, string[] family, int size, int seed)
    {
        var random = new Random(seed);
        return "Name,Email\n" + string.Concat(Enumerable.Range(0, size)
            .Select(i => $"{given[random.Next(given.Length)]} {family[random.Next(family.Length)]},user{i}@example.com\n"));
    }

    private static string[] Held(string names, Encoding encoding) => [.. names.Split(' ').Where(name => Holds(encoding, name))];

    private static bool Holds(Encoding encoding, string name)
    {
        try
        {
            return encoding.GetString(encoding.GetBytes(name)) == name;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
