namespace SysCsv.Csv;

/// <summary>Where marks beyond ASCII stand in text.</summary>
internal static class Punctuation
{
    /// <summary>Whether the mark at <paramref name="at"/> stands where such marks stand.</summary>
    public static bool FitsAt(string text, int at)
    {
        var before = at > 0 && char.IsLetter(text[at - 1]);
        var behind = at + 1 < text.Length && char.IsLetter(text[at + 1]);
        return text[at] switch
        {
            '’' or '´' => before && IsApostrophe(text, at),
            '‘' or '“' or '„' or '«' => !before && (!behind || char.IsUpper(text[at + 1])),
            '”' or '»' => before && !behind,
            '¿' or '¡' => !before && behind && char.IsUpper(text[at + 1]),
            'ª' or 'º' => before && !behind && at == 1,
            '·' => before && behind && char.ToLowerInvariant(text[at - 1]) == 'l' && char.ToLowerInvariant(text[at + 1]) == 'l',
            '\u00A0' => !behind || char.IsUpper(text[at + 1]),
            '…' or '–' or '—' or '•' or '€' or '£' or '§' or '©' or '®' or '™' or '°' or '№' => !before && !behind,
            _ => false,
        };
    }

    // O’Brien, d’Arc, dell’Orto, Anna’s, Hans’.
    private static bool IsApostrophe(string text, int at) =>
        at <= 2 || at + 2 >= text.Length || char.IsUpper(text[at + 1]);
}
