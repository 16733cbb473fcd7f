namespace SysCsv.Csv.Languages;

/// <summary>The languages that legacy encodings were made for.</summary>
internal static class LanguageModels
{
    private static readonly LanguageModel[] All = Load();

    /// <summary>How likely a word is in the language that it fits best; a logarithm.</summary>
    public static double Score(string word)
    {
        var lower = word.ToLowerInvariant();
        var best = double.NegativeInfinity;
        foreach (var language in All)
            best = Math.Max(best, language.Score(lower));
        return best;
    }

    private static LanguageModel[] Load()
    {
        using var stream = typeof(LanguageModels).Assembly.GetManifestResourceStream("SysCsv.Csv.Languages.words.txt")!;
        using var lines = new StreamReader(stream);
        var models = new List<LanguageModel>();
        while (lines.ReadLine() is { } line)
            if (!line.StartsWith('#'))
                models.Add(new(line.Split([' ', '-', '\'', '.'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => word.ToLowerInvariant())));
        return [.. models];
    }
}
