using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>Says what changes at a contact, field by field.</summary>
internal static class ChangeText
{
    public static IEnumerable<string> Of(ContactChange change)
    {
        if (change.Before.Email != change.After.Email)
            yield return Line("E-mail", change.Before.Email, change.After.Email);
        if (change.Before.Name != change.After.Name)
            yield return Line("Name", change.Before.Name, change.After.Name);
        foreach (var label in change.Before.Attributes.Keys.Union(change.After.Attributes.Keys, StringComparer.Ordinal))
        {
            change.Before.Attributes.TryGetValue(label, out var before);
            change.After.Attributes.TryGetValue(label, out var after);
            if (before != after)
                yield return Line(label, before, after);
        }
    }

    private static string Line(string label, string? before, string? after) => $"{label}: {Shown(before)} → {Shown(after)}";

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "(empty)" : value;
}
