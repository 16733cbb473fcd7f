using System.Text;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>The texts that begin with a prefix, as a range: so an index serves them and no character is a wildcard.</summary>
/// <param name="From">The prefix: the first of them.</param>
/// <param name="Before">The first text behind them; null if there is none.</param>
internal readonly record struct TextPrefix(string From, string? Before)
{
    public static TextPrefix Of(string prefix) => new(prefix, Successor(prefix));

    // Rune by rune, since databases order by code point or by UTF-8 bytes, which is the same order.
    private static string? Successor(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToArray();
        for (var i = runes.Length - 1; i >= 0; i--)
        {
            if (runes[i].Value == 0x10FFFF)
                continue;
            var next = runes[i].Value == 0xD7FF ? 0xE000 : runes[i].Value + 1;
            return string.Concat(runes.Take(i).Select(rune => rune.ToString())) + new Rune(next);
        }

        return null;
    }
}
