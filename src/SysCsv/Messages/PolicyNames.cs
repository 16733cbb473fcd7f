using System.Text.Json;
using SysCsv.Imports;

namespace SysCsv.Messages;

/// <summary>The duplicate policies as messages name them.</summary>
internal static class PolicyNames
{
    private static readonly JsonEncodedText KeepLast = JsonEncodedText.Encode("keepLast");
    private static readonly JsonEncodedText KeepFirst = JsonEncodedText.Encode("keepFirst");
    private static readonly JsonEncodedText FillBlanks = JsonEncodedText.Encode("fillBlanks");

    public static JsonEncodedText Of(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.KeepLast => KeepLast,
        DuplicatePolicy.KeepFirst => KeepFirst,
        DuplicatePolicy.FillBlanks => FillBlanks,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a duplicate policy."),
    };

    /// <summary>The policy of a JSON string; null if there is none of that name.</summary>
    public static DuplicatePolicy? Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(KeepLast.EncodedUtf8Bytes))
            return DuplicatePolicy.KeepLast;
        if (reader.ValueTextEquals(KeepFirst.EncodedUtf8Bytes))
            return DuplicatePolicy.KeepFirst;
        return reader.ValueTextEquals(FillBlanks.EncodedUtf8Bytes) ? DuplicatePolicy.FillBlanks : null;
    }
}
