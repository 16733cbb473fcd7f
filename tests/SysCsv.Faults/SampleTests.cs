using System.IO.Compression;
using System.Text;
using SysCsv.Faults.Oracle;
using SysCsv.Faults.Processes;

namespace SysCsv.Faults;

/// <summary>The samples as a user runs them: what they print last, and what they tell the shell.</summary>
public sealed class SampleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-samples-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Quickstart_imports_its_own_file_and_finds_nothing_new_the_second_time()
    {
        Assert.Contains("rows=1000 inserted=960 updated=0 duplicate=36 rejected=4 failed=0", await QuickstartAsync(), StringComparison.Ordinal);
        Assert.Contains("rows=1000 inserted=0 updated=0 duplicate=996 rejected=4 failed=0", await QuickstartAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Quickstart_begins_in_an_empty_folder_every_time(int time)
    {
        var file = Write("one.csv", $"Email\nuser{time}@example.com\n");

        Assert.Contains("rows=1 inserted=1", await QuickstartAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_file_is_told_apart_and_leaves_nothing_behind()
    {
        var file = Write("picture.csv", "%PDF-1.7\n");

        await using var process = Start("Quickstart", file, "--data", _folder.FullName);

        Assert.Equal(3, await process.ExitAsync(Limit));
        Assert.Contains("The file is no CSV file", process.Error, StringComparison.Ordinal);
        Assert.Contains("rows=1000 inserted=960", await QuickstartAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_away_is_told_apart_without_showing_the_password()
    {
        await using var process = Start(
            "Publisher", Write("one.csv", "Email\na@b.c\n"), "--SysCsv:Transport=RabbitMq", "--SysCsv:RabbitMq:Uri=amqp://user:hidden-word@127.0.0.1:1/");

        Assert.Equal(4, await process.ExitAsync(Limit));
        Assert.DoesNotContain("hidden-word", process.Error + process.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Server_that_refuses_the_user_is_told_apart_by_its_setting()
    {
        var rabbitMq = Environment.GetEnvironmentVariable("SYSCSV_TEST_RABBITMQ");
        var postgres = Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES");
        Skip.If(rabbitMq is null || postgres is null, "SYSCSV_TEST_RABBITMQ or SYSCSV_TEST_POSTGRES is not set: no servers on this machine.");
        var uri = new UriBuilder(rabbitMq) { Password = "hidden-word" }.Uri;

        await using var publisher = Start("Publisher", Write("one.csv", "Email\na@b.c\n"), "--SysCsv:Transport=RabbitMq", $"--SysCsv:RabbitMq:Uri={uri}");
        await using var consumer = Start(
            "Consumer", "--exit-when-idle", $"--SysCsv:DataFolder={_folder.FullName}", "--SysCsv:Store=Postgres", $"--SysCsv:Postgres:ConnectionString={postgres};Database=no-such-name");

        Assert.Equal(4, await publisher.ExitAsync(Limit));
        Assert.Contains("SysCsv:RabbitMq:Uri", publisher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", publisher.Error + publisher.Output, StringComparison.Ordinal);
        Assert.Equal(4, await consumer.ExitAsync(Limit));
        Assert.Contains("(SysCsv:Postgres:ConnectionString)", consumer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--SysCsv:Publisher:RowsPerMessage=0", "SysCsv:Publisher:RowsPerMessage")]
    [InlineData("--SysCsv:Publisher:RowsPerMessage=abc", "SysCsv:Publisher:RowsPerMessage must be a whole number.")]
    [InlineData("--SysCsv:EmbeddedTransport:LeaseTime=soon", "SysCsv:EmbeddedTransport:LeaseTime must be a time such as 00:00:30.")]
    [InlineData("--SysCsv:Transport=RabbitMq", "SysCsv:RabbitMq:Uri is not set.")]
    [InlineData("--SysCsv:Transport=Pigeon", "SysCsv:Transport names no transport")]
    [InlineData("--SysCsv:DataFolder=/dev/null/folder", "SysCsv:DataFolder names a folder that can't be made.")]
    [InlineData("--SysCsv:Transport", "--SysCsv:Transport=VALUE")]
    [InlineData("--bogus", "There is no option --bogus.")]
    [InlineData("--policy=Nonsense", "KeepLast, KeepFirst, FillBlanks")]
    [InlineData("--encoding=klingon", "--encoding klingon is not known")]
    [InlineData("--encoding=utf-7", "--encoding utf-7 is not known")]
    [InlineData("--delimiter=ab", "--delimiter is one ASCII character")]
    [InlineData("--email-column=Nowhere", "(--email-column)")]
    public async Task Wrong_setting_or_option_is_a_sentence_and_no_stack_trace(string argument, string sentence)
    {
        await using var process = Start("Publisher", Write("one.csv", "Email\na@b.c\n"), $"--SysCsv:DataFolder={_folder.FullName}", argument);

        Assert.Equal(2, await process.ExitAsync(Limit));
        Assert.Contains(sentence, process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Hosting failed", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_named_twice_is_published_twice()
    {
        var file = Write("one.csv", "Email\na@b.c\n");
        await using var process = Start("Publisher", file, file, $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.Equal(0, await process.ExitAsync(Limit));
        Assert.Equal(2, process.Output.Split('\n').Count(line => line.StartsWith("published=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(";", "';'")]
    [InlineData("\t", "tab")]
    [InlineData("\\t", "tab")]
    [InlineData("tab", "tab")]
    public async Task Separator_can_be_given(string delimiter, string shown)
    {
        var separator = delimiter == ";" ? ';' : '\t';
        var output = await QuickstartAsync(Write("one.csv", $"Email{separator}Name\na@b.c{separator}Ann, Bob, Eve\n"), "--delimiter", delimiter);

        Assert.Contains($"separator {shown}, header, 2 columns", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_consumer_says_in_a_sentence_for_what_it_waits()
    {
        await using var process = Start("Consumer", "--SysCsv:Transport=RabbitMq", "--SysCsv:RabbitMq:Uri=amqp://user:hidden-word@127.0.0.1:1/", $"--SysCsv:DataFolder={_folder.FullName}");

        await process.PrintsAsync("The consumer waits to start: RabbitMQ can't be reached at the host and port of SysCsv:RabbitMq:Uri.", Limit);

        Assert.False(process.HasExited);
        Assert.Contains("database: Sqlite " + Path.Combine(_folder.FullName, "contacts.db"), process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", process.Error + process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_and_database_are_told_of_the_providers_that_are_used()
    {
        await using var process = Start(
            "Consumer", "--exit-when-idle", "--SysCsv:Transport=AzureServiceBus", "--SysCsv:AzureServiceBus:Queue=contacts-in",
            "--SysCsv:AzureServiceBus:ConnectionString=Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=x;SharedAccessKey=hidden-word",
            "--SysCsv:Store=SqlServer", "--SysCsv:SqlServer:ConnectionString=Server=127.0.0.1,1;Initial Catalog=people;User Id=x;Password=hidden-word");

        await process.PrintsAsync("queue: AzureServiceBus contacts-in; database: SqlServer people", Limit);

        Assert.Contains("queue: AzureServiceBus contacts-in; database: SqlServer people", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", process.Error + process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoint_folder_that_can_not_be_used_is_named_by_its_setting()
    {
        var file = Write("one.csv", "Email\na@b.c\n");
        await using var process = Start("Publisher", file, $"--SysCsv:DataFolder={_folder.FullName}", $"--SysCsv:Publisher:CheckpointFolder={file}");

        Assert.Equal(1, await process.ExitAsync(Limit));
        Assert.Contains("one.csv: The folder for checkpoints (SysCsv:Publisher:CheckpointFolder) can't be made or written to.", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_goes_to_standard_error_and_never_back()
    {
        var file = Write("large.csv", string.Concat(Enumerable.Range(1, 200_000).Select(i => $"user{i}@example.com\n")));
        await using var process = Start("Publisher", file, $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.Equal(0, await process.ExitAsync(Limit));
        Assert.DoesNotContain('%', process.Output);
        var shares = process.Error.Split('\n').Where(line => line.Contains(" %", StringComparison.Ordinal))
            .Select(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(100, Assert.Single(shares, share => share >= 100));
    }

    [SkippableFact]
    public async Task Progress_on_a_terminal_shows_any_name_of_a_file()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The terminal is made by script of util-linux.");
        var file = Write("contacts [final].csv", "Email\na@b.c\n");
        await using var process = SampleProcess.StartOnTerminal("Publisher", file, $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.True(await process.ExitAsync(Limit) == 0, process.Output);
        Assert.Contains("contacts [final].csv", process.Output, StringComparison.Ordinal);
        Assert.Contains("100%", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misspelt_setting_is_told_with_the_one_that_is_meant()
    {
        await using var process = Start(
            "Publisher", Write("one.csv", "Email\na@b.c\n"), "--SysCsv:Publisher:RowPerMessage=5", $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.Equal(0, await process.ExitAsync(Limit));
        Assert.Contains("SysCsv:Publisher:RowPerMessage sets nothing", process.Error, StringComparison.Ordinal);
        Assert.Contains("Is SysCsv:Publisher:RowsPerMessage meant?", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_missing_is_told_before_any_is_sent()
    {
        await using var process = Start(
            "Publisher", Write("one.csv", "Email\na@b.c\n"), Path.Combine(_folder.FullName, "none.csv"), _folder.FullName, $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.Equal(2, await process.ExitAsync(Limit));
        Assert.Contains("There is no file", process.Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("published=", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_file_is_named_and_keeps_no_other_from_being_sent()
    {
        await using var process = Start(
            "Publisher", Write("picture.csv", "%PDF-1.7\n"), Write("one.csv", "Email\na@b.c\n"), $"--SysCsv:DataFolder={_folder.FullName}");

        Assert.Equal(3, await process.ExitAsync(Limit));
        Assert.Contains("picture.csv: The file is no CSV file", process.Error, StringComparison.Ordinal);
        Assert.Contains("one.csv: utf-8, separator ',', header, 1 columns, e-mail: \"Email\"", process.Output, StringComparison.Ordinal);
        Assert.Contains("rows=1 malformed=0", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_file_ends_its_import_and_is_told_apart()
    {
        var rejected = Path.Combine(_folder.FullName, "rejected.csv");
        await using var process = Start("Quickstart", WriteDamaged("cut.csv.gz"), "--data", Path.Combine(_folder.FullName, "data"), "--rejected", rejected);

        Assert.Equal(5, await process.ExitAsync(Limit));
        Assert.Contains("rows were already sent; import", process.Error, StringComparison.Ordinal);
        Assert.Contains("rejected=1 failed=0", process.Output, StringComparison.Ordinal);
        Assert.Contains("\"input-damaged\",\"The compressed file is damaged or cut off.", await File.ReadAllTextAsync(rejected), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Interrupted_publisher_says_how_to_go_on_and_does()
    {
        Skip.If(OperatingSystem.IsWindows(), "Ctrl-C is sent by kill -INT.");
        Skip.If(Signals.InterruptIsIgnored, "This process was started with Ctrl-C ignored, in the background of a script.");
        var file = Write("large.csv", string.Concat(Enumerable.Range(1, 300_000).Select(i => $"user{i}@example.com\n")));
        string[] settings = [$"--SysCsv:DataFolder={_folder.FullName}", $"--SysCsv:Publisher:CheckpointFolder={_folder.FullName}"];
        await using (var process = Start("Publisher", [file, .. settings]))
        {
            await process.PrintsAsync("rows", Limit);
            process.Interrupt();
            Assert.Equal(130, await process.ExitAsync(Limit));
            Assert.Contains("large.csv: Interrupted.", process.Error, StringComparison.Ordinal);
            Assert.Contains("Publish the unchanged file again", process.Error, StringComparison.Ordinal);
        }

        await using var again = Start("Publisher", [file, .. settings]);
        Assert.Equal(0, await again.ExitAsync(Limit));
        Assert.Contains("rows=300000", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("resumed=0 ", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_goes_through_publisher_and_consumers()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["SysCsv:DataFolder"] = _folder.FullName };
        await using (var publisher = SampleProcess.Start("Publisher", settings, "-"))
        {
            foreach (var row in SourceFile.Generate(1).Take(2_000))
                await publisher.Input.WriteLineAsync($"{row.Name},{row.Email}");
            publisher.Input.Close();
            Assert.True(await publisher.ExitAsync(Limit) == 0, publisher.Error);
        }

        await using var one = SampleProcess.Start("Consumer", settings, "--exit-when-idle");
        await using var other = SampleProcess.Start("Consumer", settings, "--exit-when-idle");
        Assert.True(await one.ExitAsync(Limit) == 0, one.Error);
        Assert.True(await other.ExitAsync(Limit) == 0, other.Error);
        Assert.Contains("state=Completed rows=2000", one.Output + other.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Quickstart", "-")]
    [InlineData("Quickstart", "/dev/stdin")]
    [InlineData("Publisher", "/dev/stdin")]
    public async Task Pipe_is_read_as_a_file_is(string sample, string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no /dev/stdin.");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SysCsv:DataFolder"] = _folder.FullName,
            ["SysCsv:Publisher:CheckpointFolder"] = _folder.FullName,
        };
        await using var process = SampleProcess.Start(sample, settings, sample == "Quickstart" ? [name, "--data", _folder.FullName] : [name]);

        await process.Input.WriteAsync("Email\na@b.c\n");
        process.Input.Close();

        Assert.True(await process.ExitAsync(Limit) == 0, process.Error);
        Assert.Contains("rows=1 ", process.Output, StringComparison.Ordinal);
    }

    private async Task<string> QuickstartAsync(params string[] arguments)
    {
        await using var process = Start("Quickstart", [.. arguments, "--data", Path.Combine(_folder.FullName, "data")]);
        Assert.True(await process.ExitAsync(Limit) == 0, process.Output + process.Error);
        return process.Output;
    }

    private static SampleProcess Start(string sample, params string[] arguments) =>
        SampleProcess.Start(sample, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    private string WriteDamaged(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var file = File.Create(path);
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 50_000).Select(i => $"user{i}@example.com\n"))));
        file.SetLength(file.Length / 2);
        return path;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
