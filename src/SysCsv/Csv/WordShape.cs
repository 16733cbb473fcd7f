namespace SysCsv.Csv;

/// <summary>What words look like in any language: one script, and capitals at the beginning or all through.</summary>
internal static class WordShape
{
    private const int Latin = 1, Greek = 2, Cyrillic = 3, Other = 4;

    public static bool IsNatural(string word) => HasOneScript(word) && HasNaturalCase(word);

    /// <summary>The length of the run of letters that a text begins with. The ordinals of Spanish are no letters here.</summary>
    public static int IndexOfAnyExceptLetters(this ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetter(text[length]) && text[length] is not ('ª' or 'º' or 'ˆ' or 'µ' or 'ˇ'))
            length++;
        return length;
    }

    private static bool HasOneScript(string word)
    {
        var script = ScriptOf(word[0]);
        foreach (var c in word)
            if (ScriptOf(c) != script)
                return false;
        return script != Other;
    }

    private static int ScriptOf(char c) => c switch
    {
        < '\u0250' => Latin,
        >= '\u0370' and < '\u0400' => Greek,
        >= '\u0400' and < '\u0530' => Cyrillic,
        >= '\u1E00' and < '\u1F00' => Latin,
        _ => Other,
    };

    // Where a letter beyond ASCII is concerned; "McDonald" is a matter of its own.
    private static bool HasNaturalCase(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var concerned = !char.IsAscii(word[i]) || !char.IsAscii(word[i - 1]);
            if (concerned && char.IsLower(word[i - 1]) && char.IsUpper(word[i]) && word[i - 1] != 'ß')
                return false;
            if (i > 1 && concerned && char.IsUpper(word[i - 1]) && char.IsLower(word[i]) && word[i] is not ('ß' or 'ı'))
                return false;
        }

        return true;
    }
}
