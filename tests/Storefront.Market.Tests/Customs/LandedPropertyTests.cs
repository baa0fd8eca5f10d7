using FsCheck;
using FsCheck.Fluent;
using Storefront.Customs;
using Storefront.Pricing;

namespace Storefront.Market.Tests.Customs;

/// <summary>What holds for every parcel: nothing negative, nothing lost between lines and totals, dearer goods never owe less within one band.</summary>
public sealed partial class LandedPropertyTests
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
    public void Dearer_goods_never_owe_less_but_for_the_laws_own_steps()
    {
        Prop.ForAll(Arb.From(Pairs), pair =>
        {
            var (low, high) = (LandedCost.BuiltIn.Quote(pair.Cheap).Value, LandedCost.BuiltIn.Quote(pair.Dear).Value);

            Assert.True(high.Goods >= low.Goods);
            switch (StepBetween(low, high))
            {
                case Step.None:
                    Assert.True(Charges(high) >= Charges(low), $"{Charges(low)} and then {Charges(high)} under {low.Rule?.Id}");
                    Assert.True(high.Duty >= low.Duty && high.Tax >= low.Tax && high.Total >= low.Total);
                    Assert.True((high.DueAtDoor ?? Money.Zero(high.Currency)) >= (low.DueAtDoor ?? Money.Zero(low.Currency)));
                    break;
                case Step.OutOfAnyFigure:
                    Assert.Equal(high.Goods + high.Delivery, high.Total);
                    break;
                case Step.OtherCollector or Step.OtherRule or Step.AnotherFormula:
                    // What is owed may fall here, and no figure of one side says anything of the other; both stand on their own.
                    Assert.All(new[] { low, high }, q => Assert.False(q.Duty.IsNegative || q.Tax.IsNegative || Charges(q).IsNegative));
                    break;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Most_of_the_parcels_that_are_compared_lie_on_one_step()
    {
        // What the law's steps take out must not empty the property above; Brazil is compared within each of its bands.
        var pairs = Gen.Sample(Pairs, 2_000);
        var (alike, brazil) = (0, new HashSet<int>());
        foreach (var (cheap, dear) in pairs)
        {
            var (low, high) = (LandedCost.BuiltIn.Quote(cheap).Value, LandedCost.BuiltIn.Quote(dear).Value);
            if (StepBetween(low, high) != Step.None) continue;
            alike++;
            if (low.Rule?.Id == "BR-PRC" && low.Lines[0].Steps is { } reckoned) brazil.Add(reckoned.Formula.Share.Value);
        }

        Assert.True(alike > pairs.Length * 3 / 4, $"{alike} of {pairs.Length}");
        Assert.Equal([200_000, 600_000], brazil.Order());
    }

    [Theory]
    [InlineData("BR", "CN", 50, "USD")]
    [InlineData("DE", "CN", 150, "EUR")]
    [InlineData("GB", "CN", 135, "GBP")]
    [InlineData("MX", "US", 117, "USD")]
    [InlineData("UA", "CN", 150, "EUR")]
    public void Each_step_of_a_law_lies_where_the_law_says(string to, string from, int limit, string currency)
    {
        LandedQuote At(decimal euros) => LandedCase.To(to, "EUR").From(from).Item("691110", euros).Freight(0m).Quote();
        var expected = limit / ExchangeRates.BuiltIn.Middle(Currency.Eur, new Currency(currency)).Rate;

        var (low, high) = (decimal.Round(expected * 0.9m, 2), decimal.Round(expected * 1.1m, 2));
        Assert.NotEqual(Step.None, StepBetween(At(low), At(high)));
        while (high - low > 0.01m)
        {
            var middle = decimal.Round((low + high) / 2, 2);
            if (StepBetween(At(decimal.Round(expected * 0.9m, 2)), At(middle)) == Step.None) low = middle;
            else high = middle;
        }

        Assert.InRange(high, expected, expected + 0.02m);
    }

    /// <summary>Where the law itself goes from one way of reckoning to another, in the order in which they are looked for.</summary>
    private enum Step
    {
        None,

        /// <summary>Beyond what any rule covers, or to goods whose duty nobody knows: no figure is named.</summary>
        OutOfAnyFigure,

        /// <summary>Another row of the rules: Mexico's bands, China's postal cap.</summary>
        OtherRule,

        /// <summary>Out of a scheme, or from the checkout to the door: duty, tax or fees are asked by another, who may ask on another base.</summary>
        OtherCollector,

        /// <summary>Over a limit within one rule: Brazil's bands, the end of the European flat duty, or of freedom from duty or tax.</summary>
        AnotherFormula,
    }

    private static Step StepBetween(LandedQuote low, LandedQuote high)
    {
        if (low.Terms == LandedTerms.Unknown || high.Terms == LandedTerms.Unknown) return Step.OutOfAnyFigure;
        if (low.Rule?.Id != high.Rule?.Id) return Step.OtherRule;
        if (low.Scheme != high.Scheme || (low.Terms != high.Terms && !(Charges(low).IsZero || Charges(high).IsZero))) return Step.OtherCollector;
        for (var i = 0; i < low.Lines.Count; i++)
            if (low.Lines[i].Steps?.Formula != high.Lines[i].Steps?.Formula) return Step.AnotherFormula;
        return Step.None;
    }

    private static Money Charges(LandedQuote quote) => quote.Duty + quote.Tax + quote.Fees + (quote.DueAtDoor ?? Money.Zero(quote.Currency));

    /// <summary>The same parcel twice, once dearer: one line by any amount in any currency, or one to four lines all in the same proportion. In any other proportion delivery, which goes with the value of
    /// the lines, goes over to goods of a lower rate, and what is owed may rightly fall.</summary>
    private static readonly Gen<(LandedRequest Cheap, LandedRequest Dear)> Pairs =
        from to in Gen.Frequency((6, Destinations), (1, Gen.Constant(new Country("BR"))))
        from fromCountry in Gen.Elements("CN", "US", "TR")
        from currency in Currencies
        from count in Gen.Choose(1, 4)
        from items in Items.ListOf(count)
        from more in Gen.Frequency((3, Gen.Choose(1, 200)), (1, Gen.Choose(200, 20_000)))
        from steps in Gen.Choose(1, 40).ArrayOf(count)
        from times in Gen.Choose(1, 60)
        from further in Gen.Choose(1, 6)
        let cheap = new LandedRequest
        {
            ShipsFrom = new Country(fromCountry == to.Code ? "JP" : fromCountry), Destination = to, ChargeCurrency = currency, AtUtc = LandedCase.Autumn2026,
            Items = count == 1 ? items.ToArray() : items.Select((item, i) => item with { UnitPrice = new Money((long)steps[i] * times, currency) }).ToArray(),
        }
        select (cheap, cheap with
        {
            Items = count == 1
                ? [cheap.Items[0] with { UnitPrice = cheap.Items[0].UnitPrice + new Money(more, cheap.Items[0].UnitPrice.Currency) }]
                : cheap.Items.Select((item, i) => item with { UnitPrice = new Money((long)steps[i] * (times + further), currency) }).ToArray(),
        });
}
