using FsCheck;
using FsCheck.Fluent;
using Storefront.Payouts;

namespace Storefront.Market.Tests.Payouts;

public sealed class PayoutCutTests
{
    /// <summary>With the least that a bank can be sent, in minor units: forints go out whole, dinars with a last digit of 0.</summary>
    private static readonly (string Currency, long Step)[] Steps = [("EUR", 1), ("USD", 1), ("JPY", 1), ("KWD", 10), ("HUF", 100)];

    private static readonly Gen<(string Currency, long Step, long[] Dues)> Cases =
        from step in Gen.Elements(Steps)
        from dues in Gen.ArrayOf(Gen.OneOf(Gen.Choose(-5_000, 20_000), Gen.Choose(-40, 40), Gen.Constant(0)).Select(d => (long)d))
        select (step.Currency, step.Step, dues);

    [Fact]
    public void F12_F53_Shares_of_any_orders_are_never_less_than_nothing_and_add_up_to_the_payout_to_the_minor_unit() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var currency = new Currency(c.Currency);
        Money Payable(Money amount) => new(amount.Minor / c.Step * c.Step, currency);
        var amount = Payable(new Money(Math.Max(0, c.Dues.Sum()), currency));

        var shares = PayoutCut.Amounts(amount, c.Dues, Payable);

        Assert.Equal(c.Dues.Length, shares.Count);
        Assert.Equal(amount, shares.Sum(currency));
        Assert.All(shares, s => Assert.True(!s.IsNegative && Payable(s) == s, $"{s} is not moved."));
        // Nothing is moved in the name of an order that brought nothing, and never a step more than it brought.
        Assert.All(shares.Zip(c.Dues), s => Assert.True(s.First.Minor < Math.Max(0, s.Second) + c.Step, $"{s.First} of {s.Second}"));
        Assert.Equal(shares, PayoutCut.Amounts(amount, c.Dues, Payable));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("what is of no order pays first", new long[] { 30, -50, 100, 40 }, 120, new long[] { 0, 0, 80, 40 })]
    [InlineData("then the oldest order", new long[] { -10, 5, 100 }, 95, new long[] { 0, 0, 95 })]
    [InlineData("what stays owed is taken the same way", new long[] { 0, 60, 40 }, 70, new long[] { 0, 30, 40 })]
    [InlineData("nothing is owed the other way", new long[] { 0, 60, 40 }, 100, new long[] { 0, 60, 40 })]
    public void F58_What_orders_owe_is_set_off_against_those_that_bring_something(string why, long[] dues, long amount, long[] shares) =>
        Assert.True(shares.SequenceEqual(PayoutCut.Amounts(new Money(amount, Currency.Eur), dues, m => m).Select(s => s.Minor)), why);

    [Fact]
    public void What_an_order_has_beyond_a_step_goes_with_the_next()
    {
        var forint = new Currency("HUF");

        var shares = PayoutCut.Amounts(new Money(3_00, forint), [0, 1_50, 1_49, 40], m => new Money(m.Minor / 100 * 100, forint));

        Assert.Equal([0L, 1_00, 1_00, 1_00], shares.Select(s => s.Minor));
    }

    [Fact]
    public void No_more_is_cut_than_is_owed() => Assert.Throws<ArgumentException>(() => PayoutCut.Amounts(new Money(101, Currency.Eur), [60, 40], m => m));

    [Theory]
    [InlineData("payout-0f8fad5bd9cb469fa16570867728950e-transfer", 0)]
    [InlineData("payout-0f8fad5bd9cb469fa16570867728950e-transfer-12", 12)]
    [InlineData("payout-0f8fad5bd9cb469fa16570867728950e-transfer-0", null)]
    [InlineData("payout-0f8fad5bd9cb469fa16570867728950e-transfer-x", null)]
    [InlineData("payout-0f8fad5bd9cb469fa16570867728950e", null)]
    [InlineData("release-1", null)]
    [InlineData(null, null)]
    public void A_transfers_key_names_its_payout_and_its_share(string? key, int? number)
    {
        Assert.Equal(number, PayoutShare.NameOf(key)?.Number);
        if (number is { } n) Assert.Equal(key, PayoutShare.KeyOf(Payout.KeyOf(PayoutShare.NameOf(key)!.Value.Payout), n));
    }
}
