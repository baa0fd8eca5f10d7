using FsCheck;
using FsCheck.Fluent;
using Storefront.Customs;
using Storefront.Pricing;

namespace Storefront.Market.Tests.Customs;

/// <summary>What holds for every parcel: nothing negative, nothing lost between lines and totals, dearer goods never owe less within one band.</summary>
public sealed class LandedPropertyTests
{
    private static readonly Gen<Country> Destinations = Gen.Elements(ImportRules.BuiltIn.Destinations.Order(Comparer<Country>.Create((a, b) => string.CompareOrdinal(a.Code, b.Code))).ToArray());

    private static readonly Gen<Currency> Currencies = Gen.Elements(ExchangeRates.BuiltIn.Rows.Select(r => r.Currency).ToArray());

    private static readonly Gen<LandedItem> Items =
        from hs in Gen.Elements("691110", "610910", "640399", "910211", "851830", "330499", "490199", "711319", "090210", "950300", "420221")
        from origin in Gen.Elements("CN", "TR", "IT", "IN")
        from quantity in Gen.Choose(1, 5)
        from cents in Gen.Frequency((1, Gen.Constant(0)), (8, Gen.Choose(1, 60_000)), (2, Gen.Choose(60_000, 900_000)))
        from currency in Gen.Elements("CNY", "EUR", "JPY")
        select new LandedItem(
            new HsCode(hs), new Country(origin), quantity, new Money(cents, new Currency(currency)), new Weight(200), new Dimensions(120, 90, 20), false);

    private static readonly Gen<LandedRequest> Requests =
        from to in Destinations
        from fromCountry in Gen.Elements("CN", "DE", "US", "JP", "TR")
        from currency in Currencies
        from count in Gen.Choose(1, 5)
        from items in Items.ListOf(count)
        from day in Gen.Choose(0, 500)
        select new LandedRequest
        {
            ShipsFrom = new Country(fromCountry), Destination = to, ChargeCurrency = currency, Items = items.ToArray(),
            AtUtc = new DateTime(2025, 10, 1, 9, 0, 0, DateTimeKind.Utc).AddDays(day),
        };

    [Fact]
    public void Parts_add_up_and_nothing_is_negative()
    {
        Prop.ForAll(Arb.From(Requests), request =>
        {
            var quote = LandedCost.BuiltIn.Quote(request).Value;
            Money[] parts = [quote.Goods, quote.Delivery, quote.Duty, quote.Tax, quote.Fees];

            Assert.DoesNotContain(parts, p => p.IsNegative);
            Assert.Equal(parts.Sum(quote.Currency), quote.Total);
            Assert.Equal(quote.Goods, quote.Lines.Sum(l => l.Total, quote.Currency));
            Assert.Equal(quote.Duty, quote.Lines.Sum(l => l.Duty, quote.Currency));
            Assert.Equal(quote.Tax, quote.Lines.Sum(l => l.Tax, quote.Currency));
            Assert.All(quote.Lines, l => Assert.False(l.Duty.IsNegative || l.Tax.IsNegative));
            Assert.All(quote.Lines, l => Assert.Equal(l.UnitPrice * l.Item.Quantity, l.Total));
            Assert.Equal(quote.Terms == LandedTerms.DueAtDoor, quote.AtDoor is not null);
            if (quote.AtDoor is { } door) Assert.False(door.Duty.IsNegative || door.Tax.IsNegative || door.Fees.IsNegative);
            if (quote.Terms is LandedTerms.DueAtDoor or LandedTerms.Unknown) Assert.Equal(quote.Goods + quote.Delivery, quote.Total);
            Assert.True(quote.ExpiresAtUtc > quote.QuotedAtUtc && quote.ExpiresAtUtc <= quote.QuotedAtUtc + LandedCost.Lifetime);
            Assert.Distinct(quote.Reasons);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void The_same_request_gives_the_same_quote()
    {
        Prop.ForAll(Arb.From(Requests), request =>
        {
            var (one, two) = (LandedCost.BuiltIn.Quote(request).Value, LandedCost.BuiltIn.Quote(request).Value);

            Assert.Equal(one.Total, two.Total);
            Assert.Equal(one.DueAtDoor, two.DueAtDoor);
            Assert.Equal(one.Reasons, two.Reasons);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Dearer_goods_never_owe_less_while_rule_scheme_and_terms_stay_the_same()
    {
        // Bands within a rule (Brazil's deduction, a flat duty that ends) are the law's own steps, so only one formula is compared.
        var pairs =
            from to in Destinations.Where(c => c.Code != "BR")
            from cheap in Gen.Choose(1, 200_000)
            from more in Gen.Choose(1, 20_000)
            select (to, cheap, more);

        Prop.ForAll(Arb.From(pairs), pair =>
        {
            var low = Quote(pair.to, pair.cheap);
            var high = Quote(pair.to, pair.cheap + pair.more);

            if (low.Rule?.Id != high.Rule?.Id || low.Scheme != high.Scheme || low.Terms != high.Terms) return;
            Assert.True(high.Duty >= low.Duty && high.Tax >= low.Tax && high.Total >= low.Total);
            if (low.AtDoor is not null && high.AtDoor is not null) Assert.True(high.AtDoor.Total >= low.AtDoor.Total);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

        static LandedQuote Quote(Country to, int cents) => LandedCost.BuiltIn.Quote(new LandedRequest
        {
            ShipsFrom = new Country(to.Code == "TR" ? "CN" : "TR"), Destination = to, ChargeCurrency = Currency.Eur, AtUtc = LandedCase.Autumn2026,
            Items = [new LandedItem(new HsCode("691110"), new Country("TR"), 1, new Money(cents, Currency.Eur), new Weight(300), new Dimensions(100, 100, 50), false)],
        }).Value;
    }
}
