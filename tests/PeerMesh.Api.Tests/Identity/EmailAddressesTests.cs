using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Tests.Identity;

public sealed class EmailAddressesTests
{
    [Theory]
    [InlineData("ana@example.org", "ana@example.org")]
    [InlineData("  Ana.Maria+x@Example.ORG ", "ana.maria+x@example.org")]
    [InlineData("ａｎａ@example.org", "ana@example.org")]
    [InlineData("josé@exámple.org", "josé@exámple.org")]
    public void An_address_has_one_form(string typed, string address) => Assert.Equal(address, EmailAddresses.Normalize(typed));

    [Theory]
    [InlineData("ana@-example.org")]
    [InlineData("ana@example..org")]
    [InlineData(".@.")]
    [InlineData("ana@example.org\0")]
    [InlineData("\"ana\"@example.org")]
    public void What_is_none_has_none(string typed) => Assert.Null(EmailAddresses.Normalize(typed));

    [Fact]
    public void Half_a_character_is_no_part_of_an_address()
    {
        Assert.Null(EmailAddresses.Normalize("a\ud800@example.org"));
        Assert.Null(EmailAddresses.Normalize("\udc00"));
    }

    [Fact]
    public void Nothing_longer_than_mail_allows_is_an_address() =>
        Assert.Null(EmailAddresses.Normalize(new string('a', 250) + "@example.org"));
}
