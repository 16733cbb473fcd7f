using System.Reflection;
using SysCsv.Imports;
using SysCsv.Portal.Components;

namespace SysCsv.Portal.Tests.Components;

public sealed class WordsTests
{
    [Fact]
    public void Every_reason_of_ours_is_said_in_words()
    {
        var codes = typeof(RejectReason).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(codes);
        Assert.DoesNotContain(codes, code => Words.Reason(code) == code);
    }
}
