using System.Text;

namespace SysCsv.Csv;

/// <summary>
/// Tells the encoding of a text of single bytes by reading it in every one that there was, and taking the one reading that looks like
/// names, if no other comes near. Readings that differ in nothing are one.
/// </summary>
internal static class LegacyDetector
{
    private const double MinLead = 12;
    private const double MinLeadPerWord = 2.5;

    // A code page that few files ever had needs that much more to be believed and, in more than a few words, that much less to be left behind.
    private const double RareHandicap = 6;
    private const int FewWords = 4;

    // In a long list the odd word turns up that is likelier in the wrong reading: where two readings hardly differ, the likelier encoding counts.
    private const int LongList = 100;
    private const double MinLeadInLongList = 5;

    private const double MinNaturalness = -6.1;
    private const int MaxViolationsPerHundred = 5;
    private const int MaxWords = 1_000;

    private const int FirstRare = 28594;

    // Code pages of Windows, ISO, DOS and the old Macintosh, the likelier ones first: among readings that do not differ the first counts.
    private static readonly int[] CodePages =
    [
        1252, 1250, 1251, 1254, 1257, 1253, 28592, 28605, 20866, 21866, 866, 850, 852, 437, 10000, 28595, 28597, 28599, 28603, FirstRare, 857, 775, 737, 869,
        855, 860, 861, 863, 865, 10029, 10007, 10006, 10081, 10010, 10082, 10079, 10017, 28593, 1258,
    ];

    /// <summary>The encoding; null where the text leaves a choice.</summary>
    public static Encoding? Detect(ReadOnlySpan<byte> text)
    {
        var words = WordsBeyondAscii(text);
        if (words.Count == 0)
            return null;

        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var readings = CodePages.Select(page => new LegacyReading(TextEncodings.Get(page), words, scores)).ToList();
        var best = readings.MaxBy(reading => reading.Score + Prior(reading, words.Count))!;
        return IsPlausible(best, words.Count) && readings.TrueForAll(other => LeavesBehind(best, other, words.Count)) ? best.Encoding : null;
    }

    private static bool IsPlausible(LegacyReading reading, int words) =>
        reading.Naturalness >= MinNaturalness && reading.Violations * 100 <= words * MaxViolationsPerHundred;

    private static bool LeavesBehind(LegacyReading best, LegacyReading other, int words)
    {
        if (best.Lead(other) is not { } lead)
            return true;
        var handicap = (RareHandicap * ((words > FewWords ? Rarity(other) : 0) - Rarity(best))) + Prior(best, words) - Prior(other, words);
        return words >= LongList && lead.Words * 50 <= words
            ? lead.Total + handicap >= MinLeadInLongList
            : lead.Total + handicap >= MinLead && (lead.Total / lead.Words) + handicap >= MinLeadPerWord;
    }

    private static double Prior(LegacyReading reading, int words) => reading.Encoding.CodePage switch
    {
        _ when words < LongList => 0,
        1252 => 8,
        1250 or 1251 or 1253 or 1254 or 1257 => 4,
        _ => 0,
    };

    private static int Rarity(LegacyReading reading) =>
        Array.IndexOf(CodePages, reading.Encoding.CodePage) >= Array.IndexOf(CodePages, FirstRare) ? 1 : 0;

    /// <summary>The distinct runs of letters and bytes beyond ASCII in which there are such bytes.</summary>
    private static List<byte[]> WordsBeyondAscii(ReadOnlySpan<byte> text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var words = new List<byte[]>();
        while (!text.IsEmpty && words.Count < MaxWords)
        {
            var length = 0;
            while (length < text.Length && (text[length] >= 0x80 || char.IsAsciiLetter((char)text[length])))
                length++;
            var word = text[..length];
            if (word.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && seen.Add(Encoding.Latin1.GetString(word)))
                words.Add(word.ToArray());
            text = text[Math.Min(length + 1, text.Length)..];
        }

        return words;
    }
}
