using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Tests.Contacts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("  Ann.Smith@Example.COM \t", "ann.smith@example.com")]
    [InlineData("a@b", "a@b")]
    [InlineData("!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com")]
    [InlineData("..dots..@example.com", "..dots..@example.com")]
    [InlineData("käthe@example.com", "käthe@example.com")]
    [InlineData("ann@münchen.de", "ann@xn--mnchen-3ya.de")]
    [InlineData("ann@MÜNCHEN.de", "ann@xn--mnchen-3ya.de")]
    [InlineData("ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de")]
    [InlineData("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")]
    [InlineData("ann@example。com", "ann@example.com")]
    public void Valid_address_is_normalised(string written, string normalized)
    {
        Assert.Null(EmailAddress.Parse(written, out var address));
        Assert.Equal(normalized, address!.Normalized);
        Assert.Equal(written.Trim(), address.Written);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann@@example.com")]
    [InlineData("ann@exa mple.com")]
    [InlineData("an n@example.com")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@example-.com")]
    [InlineData("ann@example..com")]
    [InlineData("ann@.example.com")]
    [InlineData("ann@example.com.")]
    [InlineData("ann@exam_ple.com")]
    [InlineData("\"ann\"@example.com")]
    [InlineData("ann@[127.0.0.1]")]
    [InlineData("ann＠example.com")]
    [InlineData("ann\u200B@example.com")]
    [InlineData("ann\u00A0x@example.com")]
    [InlineData("ann@example.com\u0000")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=ann")]
    [InlineData("ann\uD800@example.com")]
    [InlineData("ann@example\uDC00.com")]
    [InlineData("ann\uFFFE@example.com")]
    [InlineData("ann@exam\uFFFEple.com")]
    [InlineData("ann\uFFFF@example.com")]
    public void Anything_else_is_refused(string written)
    {
        Assert.Equal(RejectReason.EmailInvalid, EmailAddress.Parse(written, out var address));
        Assert.Null(address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u00A0")]
    public void Empty_text_is_a_missing_address(string? written) =>
        Assert.Equal(RejectReason.EmailMissing, EmailAddress.Parse(written, out _));

    [Fact]
    public void Line_end_behind_an_address_is_trimmed_and_nothing_else()
    {
        Assert.Null(EmailAddress.Parse("a@b.c\n", out var address));
        Assert.Equal("a@b.c", address!.Normalized);
        Assert.NotNull(EmailAddress.Parse("a@b.c\nd@e.f", out _));
    }

    [Theory]
    [InlineData(64, 30, null)]
    [InlineData(65, 30, RejectReason.EmailTooLong)]
    public void Part_before_the_at_has_at_most_64_octets(int local, int domain, string? expected) =>
        Assert.Equal(expected, EmailAddress.Parse($"{new string('a', local)}@{new string('b', domain)}", out _));

    [Fact]
    public void Length_is_counted_in_octets() =>
        Assert.Equal(RejectReason.EmailTooLong, EmailAddress.Parse($"{new string('ä', 33)}@example.com", out _));

    [Fact]
    public void Address_has_at_most_254_octets()
    {
        var label = new string('b', 61);

        Assert.Null(EmailAddress.Parse($"aaaaaa@{label}.{label}.{label}.{label}", out var longest));
        Assert.Equal(254, longest!.Normalized.Length);
        Assert.Equal(RejectReason.EmailTooLong, EmailAddress.Parse($"aaaaaaa@{label}.{label}.{label}.{label}", out _));
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_one_address()
    {
        EmailAddress.Parse("ka\u0308the@example.com", out var decomposed);
        EmailAddress.Parse("k\u00E4the@example.com", out var composed);

        Assert.Equal(composed, decomposed);
    }

    [Fact]
    public void Address_does_not_show_itself_in_text()
    {
        EmailAddress.Parse("ann@example.com", out var address);

        Assert.DoesNotContain("ann", $"{address}", StringComparison.Ordinal);
    }
}
