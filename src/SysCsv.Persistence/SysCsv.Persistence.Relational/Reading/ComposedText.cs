using System.Buffers;
using System.Text;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Text with its letters in the composed form.</summary>
internal static class ComposedText
{
    /// <summary>The text composed, or as it is where that can't be done.</summary>
    public static string Of(string text) => IsDecomposed(text) ? text.Normalize(NormalizationForm.FormC) : text;

    /// <summary>Whether composing the text would change it.</summary>
    public static bool IsDecomposed(string text) =>
        !Ascii.IsValid(text) && CanBeComposed(text) && !text.IsNormalized(NormalizationForm.FormC);

    // The runtime refuses half a surrogate pair and the swapped byte order mark, which names may hold all the same.
    private static bool CanBeComposed(string text) => !text.Contains('\uFFFE', StringComparison.Ordinal) && !HasHalfPair(text);

    private static bool HasHalfPair(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
                return true;
            text = text[(at + length)..];
        }

        return false;
    }
}
