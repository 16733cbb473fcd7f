namespace SysCsv.Portal.Storage;

/// <summary>Names in snake case, as the store's.</summary>
internal static class ColumnName
{
    public static string Of(string property) =>
        string.Concat(property.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
