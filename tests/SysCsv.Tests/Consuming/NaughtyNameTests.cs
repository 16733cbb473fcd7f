using System.Text.Json;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Tests.Consuming;

/// <summary>Strings that break software, as names, from the file to the contact.</summary>
public sealed class NaughtyNameTests
{
    [SkippableFact]
    public async Task Name_is_stored_letter_by_letter_whatever_it_holds()
    {
        var names = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(SharedTestData.Find("naughty/blns.json")))!;
        await using var harness = new ConsumerHarness();

        var import = await harness.ImportAsync("Name,Email\n" + string.Concat(names.Select((name, i) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",user{i:D4}@example.com\n")));

        Assert.Equal(new ImportCounts(names.Count, 0, 0, 0, 0), import.Counts);
        var stored = (await harness.Store.SearchContactsAsync(new() { Size = 1_000 })).Items.OrderBy(contact => contact.NormalizedEmail, StringComparer.Ordinal);
        Assert.Equal(names.Select(name => name.Trim() is { Length: > 0 } trimmed ? trimmed : null), stored.Select(contact => contact.Data.Name));
    }
}
