using Storefront.Shipping;

namespace Storefront.Market.Tests.Barcodes;

public sealed class S10NumberTests
{
    [Theory]
    [InlineData("47312482", 9)]
    [InlineData("00000008", 0)]
    [InlineData("00000015", 5)]
    [InlineData("12345678", 5)]
    public void The_check_digit_follows_the_standard(string serial, int check) => Assert.Equal(check, S10Number.CheckDigit(serial));

    [Fact]
    public void A_number_is_built_from_service_serial_and_country()
    {
        var number = S10Number.Of("RR", 47312482, new Country("NO"));

        Assert.Equal("RR473124829NO", number.Text);
        Assert.Equal("RR 473 124 829 NO", number.Spaced);
        Assert.Equal("RR", number.Service);
        Assert.Equal(new Country("NO"), number.Origin);
    }

    [Theory]
    [InlineData("RR473124829NO")]
    [InlineData(" rr 473 124 829 no ")]
    public void A_number_is_read_as_people_type_it(string typed)
    {
        Assert.True(S10Number.TryParse(typed, out var number));
        Assert.Equal("RR473124829NO", number.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RR473124828NO")]
    [InlineData("RR47312482NO")]
    [InlineData("R1473124829NO")]
    [InlineData("RR4731248٢9NO")]
    [InlineData("RR473124829N")]
    [InlineData("<script>alert(1)</script>")]
    public void A_number_of_wrong_form_or_check_digit_is_not_read(string? typed) => Assert.False(S10Number.TryParse(typed, out _));

    [Fact]
    public void Every_single_wrong_digit_of_a_number_is_noticed()
    {
        var number = S10Number.Of("CX", 12345678, new Country("CN")).Text;
        for (var at = 2; at < 11; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit == number[at]) continue;
                var slip = number[..at] + digit + number[(at + 1)..];
                // The standard folds 10 onto 0 and 11 onto 5, so that a slip whose check would be 10 or 11 can hide.
                var hidden = slip[10] is '0' or '5' && S10Number.CheckDigit(slip.AsSpan(2, 8)) == slip[10] - '0';
                Assert.True(hidden || !S10Number.TryParse(slip, out _), slip);
            }
        }
    }

    [Theory]
    [InlineData("R", 1)]
    [InlineData("rr", 1)]
    [InlineData("R1", 1)]
    public void A_service_of_other_than_two_capitals_is_a_mistake(string service, int serial) =>
        Assert.Throws<ArgumentException>(() => S10Number.Of(service, serial, new Country("NO")));

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000_000)]
    public void A_serial_past_eight_digits_is_a_mistake(int serial) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => S10Number.Of("RR", serial, new Country("NO")));
}
