using SysCsv.Contacts;

namespace SysCsv.Tests.Contacts;

public sealed class ContactAttributesTests
{
    [Fact]
    public void Order_and_empty_values_make_no_difference()
    {
        var one = ContactAttributes.From([new("Zip", "1"), new("City", "Oslo"), new("Fax", "")]);
        var other = ContactAttributes.From([new("City", "Oslo"), new("Zip", "1")]);

        Assert.Equal(one, other);
        Assert.Equal("""{"City":"Oslo","Zip":"1"}""", one.ToJson());
    }

    [Fact]
    public void First_value_of_a_repeated_label_stays() =>
        Assert.Equal("a", ContactAttributes.From([new("x", "a"), new("x", "b")])["x"]);

    [Theory]
    [InlineData("<script>&\"'\\ \u2028 😀 \u0001")]
    [InlineData("ﷺ 田中さん Ω≈ç√")]
    public void Any_text_survives_the_way_through_json(string value)
    {
        var attributes = ContactAttributes.From([new(value, value)]);

        Assert.Equal(attributes, ContactAttributes.FromJson(attributes.ToJson()));
    }

    [Fact]
    public void Values_do_not_show_in_text() =>
        Assert.Equal("(1 attributes)", ContactAttributes.From([new("City", "Oslo")]).ToString());
}
