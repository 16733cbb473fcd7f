using System.Runtime.InteropServices;

namespace SysCsv.Csv.Languages;

/// <summary>How likely letters stand beside each other in the names of one language, learnt from a list of words.</summary>
internal sealed class LanguageModel
{
    private const char Edge = ' ';
    private const double PairWeight = 0.8;
    private const double Floor = 1e-6;
    private const double KnownWord = 9;

    private readonly Dictionary<(char, char), int> _pairs = [];
    private readonly Dictionary<char, int> _letters = [];
    private readonly HashSet<string> _words;
    private readonly int _total;

    /// <param name="words">In lower case.</param>
    public LanguageModel(IEnumerable<string> words)
    {
        _words = words.ToHashSet(StringComparer.Ordinal);
        foreach (var word in _words)
        {
            Count(Edge, word[0]);
            for (var i = 1; i < word.Length; i++)
                Count(word[i - 1], word[i]);
            Count(word[^1], Edge);
            _total += word.Length + 1;
        }
    }

    /// <summary>The logarithm of how likely the word's pairs of letters are, and more for a word of the list.</summary>
    /// <param name="word">In lower case.</param>
    public double Score(string word)
    {
        var score = _words.Contains(word) ? KnownWord : 0;
        var before = Edge;
        for (var i = 0; i <= word.Length; i++)
        {
            var letter = i < word.Length ? word[i] : Edge;
            score += Math.Log(Likelihood(before, letter));
            before = letter;
        }

        return score;
    }

    // A pair that the list does not have can still be made of common letters.
    private double Likelihood(char one, char other)
    {
        var pair = (double)_pairs.GetValueOrDefault((one, other)) / _total;
        var letters = (double)_letters.GetValueOrDefault(one) * _letters.GetValueOrDefault(other) / _total / _total;
        return Math.Max(Floor, (PairWeight * pair) + ((1 - PairWeight) * letters));
    }

    private void Count(char one, char other)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (one, other), out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_letters, one, out _)++;
    }
}
