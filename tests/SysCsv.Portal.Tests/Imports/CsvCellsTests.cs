using System.Text;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Tests.Imports;

public sealed class CsvCellsTests
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public static TheoryData<string> Payloads =>
    [
        "=cmd|' /C calc'!A0", "x;=cmd|' /C calc'!A0;", "x\t=cmd|' /C calc'!A0\t", "x|=1+1", "x; =1+1", "x;\"=1+1", "x;\" +1", "x\n=1+1", "x\r\n@SUM(A1)", ";-1", ";;=1",
        "\n;\uFF1Dsum", " =1+1", "\t=1+1", "x;a,=1+1", "x,=1+1;=2",
    ];

    // As a spreadsheet splits the line that was set to another separator than the file's: quotes amid a cell quote nothing.
    [Theory]
    [MemberData(nameof(Payloads))]
    public void No_cell_begins_as_a_formula_whatever_a_spreadsheet_splits_the_file_at(string payload)
    {
        var wrong = new List<string>();
        foreach (var own in Separators)
        {
            var line = new StringBuilder("a@example.com").Append(own).AppendCell(CsvCells.Harmless(payload, own), own).ToString();
            foreach (var other in Separators.Where(separator => separator != own))
                wrong.AddRange(line.Split([other, '\r', '\n']).Where(cell => cell.Trim().Trim('"').Trim() is ['=' or '+' or '-' or '@' or '\uFF1D', ..]));
        }

        Assert.Empty(wrong);
        Assert.StartsWith("'", CsvCells.Harmless("=1+1", ','), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smith, -")]
    [InlineData("Jean-Luc")]
    [InlineData("a=b; c")]
    [InlineData("Tom \"-\" Lee")]
    [InlineData("")]
    public void What_begins_no_cell_stays_as_it_is(string text)
    {
        Assert.Equal(text, CsvCells.Harmless(text, ','));
    }

    [Theory]
    [InlineData("x;y", "\"x;y\"")]
    [InlineData("x\ty", "\"x\ty\"")]
    [InlineData("x,y", "\"x,y\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("x y", "x y")]
    public void Separators_of_other_files_are_quoted_too(string text, string cell)
    {
        Assert.Equal(cell, new StringBuilder().AppendCell(text, ',').ToString());
    }
}
