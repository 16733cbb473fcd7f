namespace SysCsv.Csv;

/// <summary>Refuses options that can't be used, by their names.</summary>
internal static class OptionRules
{
    public static void Check(CsvReadOptions options)
    {
        Require(options.MaxRecordBytes is >= 1_024 and <= 1 << 20, nameof(options.MaxRecordBytes), "1,024 to 1,048,576");
        Require(options.MaxFieldBytes >= 1, nameof(options.MaxFieldBytes), "at least 1");
        Require(options.MaxColumns is >= 1 and <= 16_384, nameof(options.MaxColumns), "1 to 16,384");
        Require(options.MaxUnpackedBytes >= 1, nameof(options.MaxUnpackedBytes), "at least 1");
        Require(
            options.Delimiter is null or (>= '\t' and <= '~' and not ('"' or '\r' or '\n')),
            nameof(options.Delimiter), "an ASCII character that is no quote and no line end");
    }

    private static void Require(bool holds, string option, string expected)
    {
        if (!holds)
            throw new CsvRefusedException(CsvRefusal.WrongOption, $"CsvReadOptions.{option} must be {expected}.");
    }
}
