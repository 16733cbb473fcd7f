using System.Text.Json;
using System.Text.Json.Serialization;
using SysCsv.Csv;

namespace SysCsv.Portal.Imports;

/// <summary>The choices of reading, and what came of them, as they are kept.</summary>
internal static class ReadingJson
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(CsvReadOptions reading) => JsonSerializer.Serialize(reading, Options);

    public static CsvReadOptions Read(string json) => JsonSerializer.Deserialize<CsvReadOptions>(json, Options) ?? new();

    public static string Write(FileReading reading) => JsonSerializer.Serialize(reading, Options);

    public static FileReading? ReadUsed(string? json) => json is null ? null : JsonSerializer.Deserialize<FileReading>(json, Options);
}
