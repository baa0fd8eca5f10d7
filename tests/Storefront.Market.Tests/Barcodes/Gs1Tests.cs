using Storefront.Shipping;

namespace Storefront.Market.Tests.Barcodes;

public sealed class Gs1Tests
{
    [Theory]
    [InlineData("09528765432101234", 6)]
    [InlineData("00012345600000001", 2)]
    [InlineData("400638133393", 1)]
    public void The_check_digit_follows_the_standard(string digits, int check)
    {
        Assert.Equal(check, Gs1CheckDigit.Of(digits));
        Assert.True(Gs1CheckDigit.Holds($"{digits}{check}"));
        Assert.False(Gs1CheckDigit.Holds($"{digits}{(check + 1) % 10}"));
    }

    [Fact]
    public void An_sscc_is_built_from_extension_prefix_and_serial()
    {
        var sscc = Sscc.Of(0, "9528765", 432101234);

        Assert.Equal("095287654321012346", sscc.Digits);
        Assert.True(Sscc.TryParse("09528765 43210123 46", out var read));
        Assert.Equal(sscc, read);
        Assert.False(Sscc.TryParse("095287654321012347", out _));
    }

    [Fact]
    public void A_serial_that_the_prefix_leaves_no_room_for_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sscc.Of(0, "123456789012", 10_000));

    [Fact]
    public void An_element_of_free_length_ends_with_fnc1_unless_it_is_the_last()
    {
        var both = Code128.EncodeGs1(Gs1Element.Postcode("69002"), new Gs1Element("401", "PARCEL7"));
        var last = Code128.EncodeGs1(new Gs1Element("401", "PARCEL7"));

        Assert.Equal(2, both.Values.Count(v => v == 102));
        Assert.Equal(1, last.Values.Count(v => v == 102));
        Assert.Equal("(420)69002(401)PARCEL7", both.Text);
    }

    [Fact]
    public void An_element_of_fixed_length_needs_no_fnc1_after_it()
    {
        var symbol = Code128.EncodeGs1(Gs1Element.Parcel(Sscc.Of(0, "9528765", 432101234)), Gs1Element.Postcode("69002"));

        Assert.Equal(1, symbol.Values.Count(v => v == 102));
    }

    [Theory]
    [InlineData("4", "x")]
    [InlineData("4A", "x")]
    [InlineData("420", "")]
    [InlineData("420", "SW1A 1AA")]
    public void An_element_that_gs1_does_not_know_is_a_mistake(string identifier, string value) =>
        Assert.Throws<ArgumentException>(() => new Gs1Element(identifier, value));
}
