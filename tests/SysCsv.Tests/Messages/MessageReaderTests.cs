using System.Text;
using SysCsv.Imports;
using SysCsv.Messages;

namespace SysCsv.Tests.Messages;

public sealed class MessageReaderTests
{
    private const string Head = """ "syscsv":1,"import":"019ab1c2-7d00-7000-8000-000000000001","policy":"keepFirst" """;

    [Fact]
    public void Row_is_read_with_all_it_says()
    {
        var message = Read($$"""{ {{Head}},"kind":"rows","rows":[{"row":5,"line":9,"email":"a@b.c","name":"A","attributes":{"z":"1","b":"2"},"raw":"A,\"a@b.c\""}]}""");

        var row = Assert.Single(message.Rows);
        Assert.Equal((5, 9, "a@b.c", "A"), (row.Row, row.Line, row.Email, row.Name));
        Assert.Equal("""{"b":"2","z":"1"}""", row.Attributes.ToJson());
        Assert.Equal("A,\"a@b.c\"", row.DecodeRawText());
        Assert.Equal(DuplicatePolicy.KeepFirst, message.Policy);
    }

    [Fact]
    public void Unknown_fields_are_passed_over_wherever_they_stand()
    {
        var message = Read($$"""{"new":{"deep":[1,{"kind":"end"}]},{{Head}},"kind":"rows","rows":[{"row":1,"new":[{}],"line":1,"email":"a@b.c"}],"later":null}""");

        Assert.Equal("a@b.c", Assert.Single(message.Rows).Email);
    }

    [Fact]
    public void Nul_in_raw_text_is_shown_as_a_symbol() =>
        Assert.Equal("a␀b", Read($$"""{ {{Head}},"kind":"rows","rows":[{"row":1,"line":1,"reject":"nul-character","raw":"a\u0000b"}]}""").Rows[0].DecodeRawText());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{\"syscsv\":1}")]
    [InlineData("{\"syscsv\":\"1\"}")]
    [InlineData("{\"syscsv\":1.5}")]
    [InlineData("{HEAD}")]
    [InlineData("{HEAD,\"kind\":\"other\"}")]
    [InlineData("{HEAD,\"kind\":\"rows\"}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":{}}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[1]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":0,\"line\":1}]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":9223372036854775807,\"line\":1}]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":1,\"line\":1,\"email\":{}}]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":1,\"line\":1,\"email\":\"\\ud800\"}]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":1,\"line\":1,\"raw\":\"\\ud800\"}]}")]
    [InlineData("{HEAD,\"kind\":\"rows\",\"rows\":[{\"row\":1,\"line\":1,\"attributes\":[]}]}")]
    [InlineData("{HEAD,\"kind\":\"end\"}")]
    [InlineData("{HEAD,\"kind\":\"end\",\"records\":-1}")]
    [InlineData("{HEAD,\"kind\":\"end\",\"records\":1}trailing")]
    [InlineData("{HEAD,\"kind\":\"end\",\"records\":1")]
    [InlineData("{HEAD,\"kind\":\"end\",\"records\":1,\"policy\":\"keepWhatever\"}")]
    [InlineData("{HEAD,\"kind\":\"end\",\"records\":1,\"import\":\"1\"}")]
    public void Anything_else_is_refused_with_a_sentence(string body)
    {
        var fault = MessageReader.Read(Encoding.UTF8.GetBytes(body.Replace("HEAD", Head, StringComparison.Ordinal)), out var message);

        Assert.Null(message);
        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_of_another_major_version_says_what_to_do()
    {
        var fault = MessageReader.Read("""{"syscsv":2,"kind":"whatever"}"""u8.ToArray(), out _);

        Assert.Contains("version 2", fault, StringComparison.Ordinal);
        Assert.Contains("Update the consumer", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($$"""{ {{Head}},"kind":"rows","rows":[{"row":1,"line":1,"raw":" """), 0xFF, .. "\"}]}"u8];

        Assert.NotNull(MessageReader.Read(body, out _));
    }

    [Fact]
    public void Deep_nesting_is_refused_without_harm() =>
        Assert.NotNull(MessageReader.Read(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000)), out _));

    private static ImportMessage Read(string body)
    {
        Assert.Null(MessageReader.Read(Encoding.UTF8.GetBytes(body), out var message));
        return message!;
    }
}
