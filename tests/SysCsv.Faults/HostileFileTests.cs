using System.IO.Compression;
using System.Text;
using SysCsv.Faults.Processes;

namespace SysCsv.Faults;

/// <summary>Files that no list of contacts should be, through the Publisher as a user runs it: one sentence, the exit code, little memory, and nothing half done.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const long MostMemory = 160L << 20;
    private const int Refused = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly byte[] Contacts = "Name,Email\nAnn,ann@example.com\n"u8.ToArray();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-hostile-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, byte[], string> Strangers() => new()
    {
        { "sheet.csv", [0x50, 0x4B, 0x03, 0x04, .. Contacts], "a ZIP archive or an Excel workbook; save the sheet as CSV" },
        { "picture.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Contacts], "a PNG picture" },
        { "nothing.csv", [], "The file is empty." },
        { "zeros.csv", new byte[1 << 20], "bytes that no text has" },
        { "wide.csv", Encoding.ASCII.GetBytes("Email" + new string(',', 100_000) + "\na@b.c\n"), "columns" },
    };

    [Theory]
    [MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public async Task File_that_is_no_list_is_refused_with_what_it_is(string name, byte[] content, string sentence)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), content);

        var (code, memory, process) = await PublishAsync(name);

        Assert.Equal(Refused, code);
        Assert.Contains(name + ": ", process.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("published=", process.Output, StringComparison.Ordinal);
        Assert.InRange(memory, 0, MostMemory);
    }

    public static TheoryData<string, string, long> Monsters() => new()
    {
        // 10 MB in one field, a million columns in one record, 200 MB without a line end, a bomb of 1 GB in 1 MB.
        { "field", "rows=3 malformed=1", 10L << 20 },
        { "columns", "rows=3 malformed=1", 1_000_000 },
        { "line", "rows=2 malformed=1", 200L << 20 },
        { "bomb", "rows=2 malformed=1", 1L << 30 },
    };

    [Theory]
    [MemberData(nameof(Monsters))]
    public async Task Record_that_is_a_monster_is_one_rejected_row_in_little_memory(string kind, string account, long length)
    {
        Write("monster.csv", kind, length);

        var (code, memory, process) = await PublishAsync("monster.csv");

        Assert.True(code == 0, process.Error);
        Assert.Contains(account, process.Output, StringComparison.Ordinal);
        Assert.InRange(memory, 0, MostMemory);
    }

    private void Write(string name, string kind, long length)
    {
        using var file = File.Create(Path.Combine(_folder.FullName, name));
        using Stream text = kind == "bomb" ? new GZipStream(file, CompressionLevel.Fastest) : file;
        text.Write(Contacts);
        if (kind == "field")
            text.Write("Bob,"u8);
        var block = new byte[1 << 20];
        Array.Fill(block, (byte)(kind == "columns" ? ',' : 'x'));
        for (var left = length; left > 0; left -= block.Length)
            text.Write(block.AsSpan(0, (int)Math.Min(left, block.Length)));
        if (kind is "field" or "columns")
            text.Write("\nCy,cy@example.com\n"u8);
    }

    private async Task<(int Code, long Memory, SampleProcess Process)> PublishAsync(string name)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["SysCsv:DataFolder"] = _folder.FullName };
        await using var process = SampleProcess.Start("Publisher", settings, Path.Combine(_folder.FullName, name));
        var memory = await process.PeakMemoryAsync(Limit);
        return (await process.ExitAsync(Limit), memory, process);
    }
}
