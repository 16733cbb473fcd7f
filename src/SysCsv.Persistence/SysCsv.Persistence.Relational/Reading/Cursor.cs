using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Where the next part of a list begins: the list's tag and the last item's number or id, or some numbers. Holds no e-mail and no name, since it may stand in an address.</summary>
internal static class Cursor
{
    private const int MaxLength = 96;
    private const int HashLength = 4;

    /// <summary>The tag of a list that depends on what was asked for: a short hash of it tells its cursors from those of others. Ignores case, as searches do.</summary>
    public static string TagOf(string list, params ReadOnlySpan<string?> asked) =>
        list + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked).ToUpperInvariant())).AsSpan(0, HashLength));

    public static string Of(string list, long number) => Encode($"{list}:{number.ToString(CultureInfo.InvariantCulture)}");

    public static string Of(string list, Guid id) => Encode($"{list}:{id:N}");

    public static string Of(string list, params ReadOnlySpan<long> numbers)
    {
        var text = new StringBuilder(list).Append(':');
        foreach (var number in numbers)
            text.Append(CultureInfo.InvariantCulture, $"{number}.");
        return Encode(text.ToString());
    }

    /// <exception cref="ArgumentException">The cursor does not belong to the list.</exception>
    public static long[] ReadNumbers(string list, string cursor, int count)
    {
        var parts = Decode(list, cursor)?.Split('.', count + 1) ?? [];
        if (parts.Length != count + 1 || parts[count].Length > 0)
            throw Foreign();
        return [.. parts.Take(count).Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Foreign())];
    }

    /// <exception cref="ArgumentException">The cursor does not belong to the list.</exception>
    public static long ReadNumber(string list, string cursor) =>
        long.TryParse(Decode(list, cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Foreign();

    /// <exception cref="ArgumentException">The cursor does not belong to the list.</exception>
    public static Guid ReadId(string list, string cursor) =>
        Guid.TryParseExact(Decode(list, cursor), "N", out var id) ? id : throw Foreign();

    public static bool BelongsTo(string list, string cursor) => Decode(list, cursor) is not null;

    public static ArgumentException Foreign() => new ForeignCursorException();

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string? Decode(string list, string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return null;

        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith($"{list}:", StringComparison.Ordinal) ? text[(list.Length + 1)..] : null;
    }
}
