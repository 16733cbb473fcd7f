using System.Text;
using SysCsv.Csv.Languages;

namespace SysCsv.Csv;

/// <summary>A text as one encoding reads it, and how likely that is.</summary>
internal sealed class LegacyReading
{
    private const double Violation = -22;
    private const double Mark = -7;
    private readonly string[] _words;
    private readonly double[] _scores;
    private readonly Dictionary<string, double> _known;

    /// <param name="encoding">The encoding.</param>
    /// <param name="words">Runs of letters and bytes beyond ASCII, as they stand in the file.</param>
    /// <param name="known">What words were found to score, shared by all readings: many of them read the same.</param>
    public LegacyReading(Encoding encoding, IReadOnlyList<byte[]> words, Dictionary<string, double> known)
    {
        Encoding = encoding;
        _known = known;
        var strict = TextEncodings.Strict(encoding);
        _words = new string[words.Count];
        _scores = new double[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            _words[i] = strict.GetString(words[i]);
            _scores[i] = Judge(_words[i]);
        }
    }

    public Encoding Encoding { get; }

    /// <summary>How many words hold what no text holds there.</summary>
    public int Violations { get; private set; }

    /// <summary>The likelihood of the whole text: a logarithm.</summary>
    public double Score => _scores.Sum();

    /// <summary>The likelihood of a pair of letters, whatever the length of the text.</summary>
    public double Naturalness => Score / Math.Max(1, Pairs);

    private int Pairs { get; set; }

    /// <summary>How much likelier this reading is than another, and how many words they read differently; null if they read the same.</summary>
    public (double Total, int Words)? Lead(LegacyReading other)
    {
        var (lead, different) = (0.0, 0);
        for (var i = 0; i < _words.Length; i++)
        {
            if (string.Equals(_words[i], other._words[i], StringComparison.Ordinal))
                continue;
            different++;
            lead += _scores[i] - other._scores[i];
        }

        return different == 0 ? null : (lead, different);
    }

    private double Judge(string text)
    {
        var score = 0.0;
        var violated = false;
        for (var i = 0; i < text.Length;)
        {
            var length = text.AsSpan(i).IndexOfAnyExceptLetters();
            if (length > 0)
            {
                score += JudgeWord(text.Substring(i, length), ref violated);
                i += length;
                continue;
            }

            if (!char.IsAscii(text[i]))
            {
                Pairs += 2;
                var natural = Punctuation.FitsAt(text, i);
                score += natural ? Cost(text[i]) : Violation;
                violated |= !natural;
            }

            i++;
        }

        if (violated)
            Violations++;
        return score;
    }

    // Several encodings have a blank where others have a letter.
    private static double Cost(char mark) => mark == '\u00A0' ? 2 * Mark : Mark;

    private double JudgeWord(string word, ref bool violated)
    {
        Pairs += word.Length + 1;
        if (!_known.TryGetValue(word, out var score))
            _known[word] = score = LanguageModels.Score(word);
        if (WordShape.IsNatural(word))
            return score;
        violated = true;
        return score + Violation;
    }
}
