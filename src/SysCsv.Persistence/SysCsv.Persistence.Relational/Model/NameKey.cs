namespace SysCsv.Persistence.Relational.Model;

/// <summary>What names are sorted and searched by: the beginning in lower case, short enough for an index of any database.</summary>
internal static class NameKey
{
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "";

        var lower = name.ToLowerInvariant();
        if (lower.Length <= ModelTables.NameKeyLength)
            return lower;

        // Half a surrogate pair is no text.
        var length = char.IsHighSurrogate(lower[ModelTables.NameKeyLength - 1]) ? ModelTables.NameKeyLength - 1 : ModelTables.NameKeyLength;
        return lower[..length];
    }
}
