using FsCheck;
using FsCheck.Fluent;
using Storefront.Customs;
using Storefront.Discounts;
using Storefront.Merchants;

namespace Storefront.Market.Tests.Customs;

/// <summary>What a discount code may do to a price, whatever the parcel and the currencies.</summary>
public sealed partial class LandedPropertyTests
{
    private static readonly Gen<Currency> Minors = Gen.Elements("EUR", "JPY", "KWD").Select(c => new Currency(c));

    /// <summary>One merchant's basket in its currency with a code on it: a share in hundredths of a percent, or an amount that may be more than the goods.</summary>
    private static readonly Gen<(LandedRequest Full, LandedRequest Less, IReadOnlyList<Money> Off)> Lowered =
        from to in Destinations
        from fromCountry in Gen.Elements("CN", "DE", "US", "JP")
        from own in Minors
        from charge in Minors
        from count in Gen.Choose(1, 5)
        from items in Items.ListOf(count)
        from alike in Gen.Elements(true, false)
        from share in Gen.OneOf(Gen.Choose(100, 10_000).Select(s => (int?)s), Gen.Constant((int?)null))
        from amount in Gen.Choose(1, 400_000)
        let goods = items.Select(i => (alike ? items[0] : i) with { Quantity = i.Quantity, UnitPrice = new Money(i.UnitPrice.Minor, own) }).ToList()
        let off = CodeOf(own, share, amount).Off([.. goods.Select(g => g.UnitPrice * g.Quantity)])
        let full = new LandedRequest
        {
            ShipsFrom = new Country(fromCountry), Destination = to, ChargeCurrency = charge, Items = goods, AtUtc = LandedCase.Autumn2026,
        }
        select (full, full with { Items = [.. goods.Select((g, i) => g with { Discount = off[i] })] }, (IReadOnlyList<Money>)off);

    [Fact]
    public void A_discount_comes_off_the_goods_to_the_last_minor_unit_and_takes_no_line_below_zero()
    {
        Prop.ForAll(Arb.From(Lowered), basket =>
        {
            var (full, less) = (LandedCost.BuiltIn.Quote(basket.Full).Value, LandedCost.BuiltIn.Quote(basket.Less).Value);
            Money[] parts = [less.Goods, less.Delivery, less.Duty, less.Tax, less.Fees];

            Assert.DoesNotContain(parts, p => p.IsNegative);
            Assert.Equal(parts.Sum(less.Currency), less.Total);
            Assert.Equal((less.Goods, less.Discount), (less.Lines.Sum(l => l.Total, less.Currency), full.Goods - less.Goods));
            Assert.All(less.Lines, l => Assert.Equal((l.UnitPrice * l.Item.Quantity) - l.Discount, l.Total));
            Assert.All(less.Lines, l => Assert.False(l.Total.IsNegative || l.Discount.IsNegative || l.Duty.IsNegative || l.Tax.IsNegative));
            Assert.Equal((less.Duty, less.Tax), (less.Lines.Sum(l => l.Duty, less.Currency), less.Lines.Sum(l => l.Tax, less.Currency)));
            Assert.Equal(full.Lines.Select(l => l.UnitPrice), less.Lines.Select(l => l.UnitPrice));
            Assert.Equal(full.Delivery, less.Delivery);
            // In the merchant's own currency the buyer pays just what the merchant gets less.
            if (basket.Full.Items[0].UnitPrice.Currency == less.Currency) Assert.Equal(basket.Off, less.Lines.Select(l => l.Discount));
            // Nothing is left of the goods in one currency if nothing is left in the other.
            if (basket.Off.Sum(basket.Off[0].Currency) == basket.Full.Items.Sum(i => i.UnitPrice * i.Quantity, basket.Off[0].Currency)) Assert.True(less.Goods.IsZero);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void With_a_discount_nothing_costs_more_but_for_the_laws_own_steps()
    {
        var compared = 0;
        Prop.ForAll(Arb.From(Lowered), basket =>
        {
            var (full, less) = (LandedCost.BuiltIn.Quote(basket.Full).Value, LandedCost.BuiltIn.Quote(basket.Less).Value);

            Assert.True(less.Goods <= full.Goods && less.Delivery == full.Delivery);
            // Goods of several rates bear delivery by their value: what is owed may rightly go over to the dearer rate.
            if (StepBetween(less, full) != Step.None || full.Lines.Select(l => (l.Item.HsCode, l.Item.Origin)).Distinct().Count() > 1) return;
            compared++;
            Assert.True(less.Total <= full.Total && Charges(less) <= Charges(full), $"{full.Total} and then {less.Total} under {less.Rule?.Id}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        Assert.True(compared > 500, $"{compared}");
    }

    [Theory]
    [InlineData("EUR", 1_999, 2, 1_000, "400")]
    [InlineData("JPY", 999, 1, 1_000, "100")]
    [InlineData("KWD", 12_345, 3, 3_333, "12344")]
    public void A_share_is_taken_of_all_goods_and_rounded_once_half_up(string currency, long minor, int quantity, int hundredths, string expected)
    {
        var own = new Currency(currency);

        var off = CodeOf(own, hundredths, 0).Off([new Money(minor, own) * quantity]);

        Assert.Equal(expected, Assert.Single(off).Minor.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static OfferedDiscount CodeOf(Currency own, int? hundredths, int amount) => new(
        DiscountCode.Of(Id.New<MerchantId>(), own, new DiscountDraft("TEST", hundredths is { } share ? new PartsPerMillion(share * DiscountCode.Step) : null, hundredths is null ? new Money(amount, own) : null), default, LandedCase.Autumn2026),
        false, false);
}
