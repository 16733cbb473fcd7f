using System.Text;

namespace SysCsv.Csv;

/// <summary>What columns are called, in the languages that contact lists come in.</summary>
internal static class HeaderVocabulary
{
    // The byte order mark with its bytes swapped, which the runtime refuses to normalise.
    private const string SwappedMark = "\uFFFE";

    // Compared without case, accents, blanks and punctuation.
    private static readonly HashSet<string> EmailLabels = Set(
        "email", "e-mail", "mail", "email address", "e-mail address", "mail address", "email addr", "primary email", "email primary",
        "work email", "contact email", "customer email", "user email", "your email", "email id", "emailadres", "e-mailadres",
        "e-mail-adresse", "emailadresse", "mailadresse", "e-mail adresse", "courriel", "adresse e-mail", "adresse email", "adresse mail",
        "adresse courriel", "adresse électronique", "mél", "correo", "correo electrónico", "e-mail correo", "dirección de correo",
        "dirección de correo electrónico", "dirección de email", "indirizzo e-mail", "indirizzo email", "posta elettronica",
        "endereço de e-mail", "endereço de email", "correio eletrónico", "correio eletrônico", "endereço eletrônico", "adres e-mail",
        "adres email", "adres poczty elektronicznej", "poczta", "e-postadress", "e-post", "epost", "mejl", "mejladress", "e-postadresse",
        "sähköposti", "sähköpostiosoite", "e-mailová adresa", "emailová adresa", "e-mailová adresa", "e-mail cím", "emailcím", "adresă de e-mail",
        "adresa de email", "adresa e-mail", "электронная почта", "эл. почта", "почта", "адрес электронной почты", "имейл", "електронна пошта",
        "електронна адреса", "пошта", "e-posta", "eposta", "e-posta adresi", "ηλεκτρονική διεύθυνση", "ηλεκτρονικό ταχυδρομείο", "メールアドレス",
        "メール", "eメール", "電子メール", "電子メールアドレス", "邮箱", "电子邮箱", "电子邮件", "电子邮件地址", "邮件地址", "郵箱", "電子郵件",
        "電子郵件地址", "이메일", "이메일 주소", "전자메일", "البريد الإلكتروني", "البريد", "דואר אלקטרוני", "דואל", "אימייל", "email 1", "e-mail 1 - value",
        "email 1 value", "e-mail 1 - address", "email address 1", "e-mail 1");

    private static readonly HashSet<string> NameLabels = Set(
        "name", "full name", "fullname", "display name", "contact name", "contact", "customer name", "customer", "person", "real name",
        "name full", "vollständiger name", "ansprechpartner", "kontakt", "anzeigename", "nom complet", "nom et prénom", "prénom et nom", "nom prénom",
        "prénom nom", "nom", "nombre completo", "nombre y apellidos", "nombre y apellido", "nombre", "nome completo", "nome e cognome",
        "cognome e nome", "nominativo", "nome", "volledige naam", "naam", "imię i nazwisko", "nazwisko i imię", "fullständigt namn", "namn",
        "fulde navn", "fullt navn", "navn", "koko nimi", "nimi", "celé jméno", "jméno a příjmení", "jméno", "meno a priezvisko", "teljes név", "név",
        "nume complet", "nume și prenume", "nume", "полное имя", "фио", "имя и фамилия", "имя", "повне ім'я", "піб", "ім'я", "ad soyad", "adı soyadı",
        "tam ad", "isim", "ονοματεπώνυμο", "πλήρες όνομα", "氏名", "お名前", "名前", "姓名", "全名", "名字", "이름", "성명", "الاسم", "الاسم الكامل", "שם", "שם מלא");

    private static readonly HashSet<string> GivenLabels = Set(
        "first name", "firstname", "fname", "given name", "givenname", "forename", "first", "vorname", "prénom", "nombre", "nombres",
        "primer nombre", "nome", "primeiro nome", "nome próprio", "voornaam", "imię", "förnamn", "tilltalsnamn", "fornavn", "etunimi", "jméno",
        "křestní jméno", "meno", "keresztnév", "utónév", "prenume", "имя", "ім'я", "ad", "adı", "isim", "όνομα", "名", "名前", "名字", "이름", "الاسم الأول",
        "שם פרטי", "first name (given)");

    private static readonly HashSet<string> FamilyLabels = Set(
        "last name", "lastname", "lname", "family name", "familyname", "surname", "last", "nachname", "familienname", "zuname", "nom",
        "nom de famille", "apellido", "apellidos", "primer apellido", "cognome", "sobrenome", "apelido", "último nome", "achternaam", "familienaam",
        "nazwisko", "efternamn", "efternavn", "etternavn", "sukunimi", "příjmení", "priezvisko", "vezetéknév", "családnév", "nume de familie", "nume",
        "фамилия", "прізвище", "soyad", "soyadı", "soyisim", "επώνυμο", "επίθετο", "姓", "苗字", "성", "اسم العائلة", "שם משפחה", "name");

    public static bool IsEmail(string label) => EmailLabels.Contains(Plain(label));

    /// <summary>A label that speaks of mail, but is on no list.</summary>
    public static bool MentionsEmail(string label)
    {
        var plain = Plain(label);
        return plain.Contains("email", StringComparison.Ordinal) || plain.Contains("mail", StringComparison.Ordinal) || plain.Contains("correo", StringComparison.Ordinal);
    }

    public static bool IsName(string label) => NameLabels.Contains(Plain(label));

    public static bool IsGivenName(string label) => GivenLabels.Contains(Plain(label));

    public static bool IsFamilyName(string label) => FamilyLabels.Contains(Plain(label));

    private static HashSet<string> Set(params string[] labels) => [.. labels.Select(Plain)];

    private static string Plain(string label)
    {
        var plain = new StringBuilder(label.Length);
        foreach (var c in label.Replace(SwappedMark, "", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (char.IsLetterOrDigit(c))
                plain.Append(c);
        return plain.ToString().Normalize(NormalizationForm.FormC);
    }
}
