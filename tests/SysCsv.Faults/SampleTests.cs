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

    [Fact]
    public async Task Wrong_setting_is_named()
    {
        await using var process = Start("Publisher", Write("one.csv", "Email\na@b.c\n"), "--SysCsv:Publisher:RowsPerMessage=0");

        Assert.Equal(1, await process.ExitAsync(Limit));
        Assert.Contains("SysCsv:Publisher:RowsPerMessage", process.Error, StringComparison.Ordinal);
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

    private async Task<string> QuickstartAsync(params string[] arguments)
    {
        await using var process = Start("Quickstart", [.. arguments, "--data", Path.Combine(_folder.FullName, "data")]);
        Assert.True(await process.ExitAsync(Limit) == 0, process.Output + process.Error);
        return process.Output;
    }

    private static SampleProcess Start(string sample, params string[] arguments) =>
        SampleProcess.Start(sample, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
