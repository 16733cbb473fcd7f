using System.IO.Compression;
using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Tests.Csv;

public sealed class LimitTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Line_longer_than_a_record_can_be_is_one_rejected_row(string end)
    {
        var text = $"Email,Note{end}a@b.c,{new string('x', 3_000_000)}{end}d@e.f,y{end}";

        var records = await CsvText.ReadAsync(text);

        Assert.Equal([RejectReason.RecordTooLong, null], records.Select(record => record.Reason));
        Assert.Equal(16 * 1024, records[0].Raw.Length);
        Assert.Equal((2, 3, "y"), (records[1].Number, records[1].Line, records[1].Fields[1]));
    }

    [Theory]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(16_382)]
    [InlineData(16_385)]
    public async Task Longest_record_may_be_shorter_than_the_text_that_is_kept(int longest)
    {
        var records = await CsvText.ReadAsync($"Email,Note\na@b.c,{new string('ä', 40_000)}\nd@e.f,y\n", new() { MaxRecordBytes = longest });

        Assert.Equal([RejectReason.RecordTooLong, null], records.Select(record => record.Reason));
        Assert.DoesNotContain('\uFFFD', records[0].Raw);
        Assert.InRange(Encoding.UTF8.GetByteCount(records[0].Raw), Math.Min(longest, 16 * 1024) - 3, 16 * 1024);
    }

    [Fact]
    public async Task Long_field_is_a_rejected_row()
    {
        var records = await CsvText.ReadAsync($"Email,Note\na@b.c,{new string('x', 70_000)}\nd@e.f,y\n");

        Assert.Equal([RejectReason.FieldTooLong, null], records.Select(record => record.Reason));
    }

    [Fact]
    public async Task Raw_text_is_not_cut_within_a_character()
    {
        var records = await CsvText.ReadAsync($"Email,Note\na@b.c,{new string('ä', 40_000)}\n");

        Assert.DoesNotContain('\uFFFD', records[0].Raw);
    }

    [Fact]
    public async Task Too_many_columns_are_refused()
    {
        var header = "Email," + string.Join(',', Enumerable.Range(0, 5_000));

        Assert.Equal(CsvRefusal.TooManyColumns, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(header + "\n"))).Refusal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(4_096)]
    public async Task As_many_columns_as_may_be_are_read_and_one_more_is_refused(int columns)
    {
        var options = new CsvReadOptions { MaxColumns = columns };

        Assert.Equal(columns, Assert.Single(await CsvText.ReadAsync(File(columns), options)).Fields.Length);
        Assert.Equal(
            CsvRefusal.TooManyColumns,
            (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(File(columns + 1), options))).Refusal);

        static string File(int columns) =>
            "Email" + string.Concat(Enumerable.Range(2, columns - 1).Select(i => $",c{i}")) + "\na@b.c" + new string(',', columns - 1) + "\n";
    }

    [Fact]
    public async Task Million_separators_in_a_record_are_a_rejected_row()
    {
        var records = await CsvText.ReadAsync($"Email,Note\n{new string(',', 100_000)}\n{new string(',', 1_000_000)}\nd@e.f,y\n");

        Assert.Equal([RejectReason.FieldCount, RejectReason.RecordTooLong, null], records.Select(record => record.Reason));
    }

    [Fact]
    public async Task Compressed_file_is_read_as_it_is()
    {
        await using var reader = await CsvRecordReader.OpenAsync(Compress("Email\na@b.c\n"));

        Assert.True(reader.Layout.Compressed);
        Assert.Single(await CsvText.RestAsync(reader));
    }

    [Fact]
    public async Task Compressed_file_that_unpacks_to_too_much_is_refused_or_ended()
    {
        var text = "Email\n" + string.Concat(Enumerable.Repeat("a@b.c\n", 1_000_000));

        var exception = await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(Compress(text), new() { MaxUnpackedBytes = 100_000 }));
        await using var reader = await CsvRecordReader.OpenAsync(Compress(text), new() { MaxUnpackedBytes = 1_000_000 });
        var records = await CsvText.RestAsync(reader);

        Assert.Equal(CsvRefusal.TooLarge, exception.Refusal);
        Assert.InRange(records.Count, 1, 1_000_000 / 6);
        Assert.Equal(RejectReason.InputDamaged, records[^1].Reason);
        Assert.Contains("MaxUnpackedBytes", reader.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_file_whose_beginning_is_damaged_is_refused()
    {
        var file = Compress("Email\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"user{i}@example.com\n")));
        file.SetLength(file.Length / 2);

        Assert.Equal(CsvRefusal.Damaged, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(file))).Refusal);
    }

    [Fact]
    public async Task Compressed_file_that_is_cut_off_ends_with_a_record_that_says_so()
    {
        var rows = Enumerable.Range(0, 100_000).Select(i => $"user{i}@example.com").ToList();
        var file = Compress("Email\n" + string.Join('\n', rows));
        file.SetLength(file.Length / 2);

        await using var reader = await CsvRecordReader.OpenAsync(file);
        var records = await CsvText.RestAsync(reader);

        Assert.InRange(records.Count, 10_000, rows.Count - 1);
        Assert.Equal(rows.Take(records.Count - 1), records.SkipLast(1).Select(record => record.Raw));
        Assert.All(records.SkipLast(1), record => Assert.Null(record.Reason));
        Assert.Equal(RejectReason.InputDamaged, records[^1].Reason);
        Assert.StartsWith(records[^1].Raw, rows[records.Count - 1], StringComparison.Ordinal);
        Assert.Contains("damaged", reader.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_file_is_refused_wherever_it_is_cut_off()
    {
        byte[] first = Compress("Email\na@b.c\n").ToArray(), second = Compress("d@e.f\ng@h.i\n").ToArray();
        byte[] file = [.. first, .. second];

        // One behind the other is one file: behind the first it ends as it should.
        foreach (var length in Enumerable.Range(3, file.Length - 3).Where(length => length != first.Length))
            Assert.Equal(CsvRefusal.Damaged, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new MemoryStream(file, 0, length)))).Refusal);
        Assert.Equal(3, (await CsvText.ReadAsync(new MemoryStream(file))).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8 * 1024)]
    [InlineData(1 << 20)]
    public async Task Compressed_files_one_behind_the_other_are_one_file(int chunk)
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => $"user{i}@example.com").ToList();
        byte[] file =
        [
            .. Compress("Email\n").ToArray(), .. Compress("").ToArray(),
            .. rows.Chunk(3_000).SelectMany(part => Compress(string.Join('\n', part) + "\n").ToArray()), .. Compress("").ToArray(),
        ];

        var records = await CsvText.ReadAsync(new ChunkedStream(file, chunk));

        Assert.All(records, record => Assert.Null(record.Reason));
        Assert.Equal(rows, records.Select(record => record.Raw));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(512)]
    [InlineData(100_000)]
    public async Task Zeros_behind_a_compressed_file_are_no_damage(int zeros)
    {
        byte[] file = [.. Compress("Email\na@b.c\n").ToArray(), .. Compress("d@e.f\n").ToArray(), .. new byte[zeros]];

        foreach (var chunk in new[] { 1, 100, 1 << 20 })
            Assert.Equal(["a@b.c", "d@e.f"], (await CsvText.ReadAsync(new ChunkedStream(file, chunk))).Select(record => record.Raw));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    public async Task What_stands_behind_a_compressed_file_and_is_no_other_one_is_damage(int zeros)
    {
        var second = Compress("d@e.f\n").ToArray();
        second[0] = 0;
        byte[] file = [.. Compress("Email\na@b.c\n").ToArray(), .. new byte[zeros], .. second];

        foreach (var chunk in new[] { 1, 100, 1 << 20 })
            Assert.Equal(CsvRefusal.Damaged, (await Assert.ThrowsAsync<CsvRefusedException>(() => CsvText.ReadAsync(new ChunkedStream(file, chunk)))).Refusal);
    }

    [Fact]
    public async Task Bytes_that_begin_a_compressed_file_hide_no_damage_where_they_stand_within_it()
    {
        var rows = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"user{i}@example.com,x\n"));
        var file = Compress("Email,Note\na@b.c,\u001F\u008B\u0008\u0000\n" + rows, CompressionLevel.NoCompression, Encoding.Latin1);
        file.SetLength(file.Length / 2);

        var records = await CsvText.ReadAsync(file, new() { Encoding = "iso-8859-1" });

        Assert.Equal(RejectReason.InputDamaged, records[^1].Reason);
        Assert.Contains(records[^1].Raw, rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_compressed_file_that_is_cut_off_ends_with_a_record_that_says_so()
    {
        var random = new Random(1);
        var note = new byte[60];
        var rows = new StringBuilder("Email,Note\n");
        for (var i = 0; i < 200_000; i++)
        {
            random.NextBytes(note);
            rows.Append("user@example.com,").Append(Convert.ToBase64String(note)).Append('\n');
        }

        var file = Compress(rows.ToString());
        Assert.InRange(file.Length, 12_000_000, long.MaxValue);
        file.SetLength(file.Length - 1_000);

        Assert.Equal(RejectReason.InputDamaged, (await CsvText.ReadAsync(file))[^1].Reason);
    }

    [Fact]
    public async Task Damage_behind_whole_lines_is_a_record_too()
    {
        var file = Compress("Email\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"user{i}@example.com\n")));
        file.SetLength(file.Length - 4);

        var records = await CsvText.ReadAsync(file);

        Assert.Equal(100_001, records.Count);
        Assert.Equal((RejectReason.InputDamaged, ""), (records[^1].Reason, records[^1].Raw));
    }

    [Fact]
    public async Task Damage_within_a_quoted_field_swallows_nothing()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"user{i}@example.com\n"));
        var file = Compress("Email\n" + rows + "\"a@b.c\n");
        file.SetLength(file.Length - 4);

        var records = await CsvText.ReadAsync(file);

        Assert.Equal(
            [null, RejectReason.UnclosedQuote, RejectReason.InputDamaged],
            records.Skip(49_999).Select(record => record.Reason));
    }

    [Fact]
    public async Task Row_costs_no_allocation()
    {
        const int Rows = 200_000;
        var file = Encoding.UTF8.GetBytes("Name,Email,Note\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"Name {i},user{i}@example.com,\"a \"\"b\"\"\"\n")));
        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(file));
        for (var i = 0; i < 1_000; i++)
            await reader.ReadAsync();

        var before = GC.GetAllocatedBytesForCurrentThread();
        long bytes = 0;
        while (await reader.ReadAsync())
            for (var field = 0; field < reader.FieldCount; field++)
                bytes += reader.GetField(field).Length;

        // Less than one byte a row: what is left belongs to reading the stream, 64 KiB at a time.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Rows);
        Assert.True(bytes > Rows);
    }

    [Fact]
    public async Task Memory_stays_flat_for_a_line_without_end()
    {
        await using var reader = await CsvRecordReader.OpenAsync(new EndlessLine(500_000_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.True(await reader.ReadAsync());

        Assert.Equal(RejectReason.RecordTooLong, reader.RejectReason);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);
        Assert.False(await reader.ReadAsync());
    }

    private static MemoryStream Compress(string text, CompressionLevel level = CompressionLevel.Fastest, Encoding? encoding = null)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            gzip.Write((encoding ?? Encoding.UTF8).GetBytes(text));
        packed.Position = 0;
        return packed;
    }

    private sealed class EndlessLine(long length) : MemoryStream
    {
        private readonly byte[] _head = "Email,Note\na@b.c,"u8.ToArray();
        private long _given;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - _given);
            buffer.Span[..count].Fill((byte)'x');
            if (_given == 0)
                _head.CopyTo(buffer.Span);
            _given += count;
            return new(count);
        }
    }
}
