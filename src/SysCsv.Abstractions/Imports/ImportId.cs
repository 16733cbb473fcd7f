using System.Diagnostics.CodeAnalysis;

namespace SysCsv.Imports;

/// <summary>Identifies one import, and orders imports in time: a UUID of version 7.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct ImportId(Guid Value) : IComparable<ImportId>
{
    /// <summary>Makes the id of an import that begins now by <paramref name="clock"/>.</summary>
    public static ImportId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ImportId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(ImportId other) => Value.CompareTo(other.Value);

    /// <summary>The UUID in lower-case hexadecimal with hyphens.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Whether <paramref name="left"/> began earlier.</summary>
    public static bool operator <(ImportId left, ImportId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> began later.</summary>
    public static bool operator >(ImportId left, ImportId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> began earlier or is the same.</summary>
    public static bool operator <=(ImportId left, ImportId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> began later or is the same.</summary>
    public static bool operator >=(ImportId left, ImportId right) => left.CompareTo(right) >= 0;
}
