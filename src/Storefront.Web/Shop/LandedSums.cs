using Storefront.Checkout;
using Storefront.Customs;
using Storefront.Orders;

namespace Storefront.Web.Shop;

/// <summary>The figures of several parcels as one, and of what was frozen at checkout and in an order.</summary>
public static class LandedSums
{
    /// <summary>What all parcels cost together; null for none. What they do not share, such as a tax rate, is left out.</summary>
    public static LandedFigures? Of(IReadOnlyList<LandedFigures> parts)
    {
        if (parts is [] or [_]) return parts.Count == 0 ? null : parts[0];
        var currency = parts[0].Total.Currency;
        Money Sum(Func<LandedFigures, Money> amount) => parts.Sum(amount, currency);
        var atDoor = parts.Max(p => p.AtDoor);
        return new LandedFigures
        {
            Total = Sum(p => p.Total),
            Goods = Sum(p => p.Goods),
            Discount = parts.Any(p => p.Discount is not null) ? Sum(p => p.Discount ?? Money.Zero(currency)) : null,
            Codes = string.Join(", ", parts.Select(p => p.Codes).OfType<string>().Distinct()) is { Length: > 0 } codes ? codes : null,
            Delivery = Sum(p => p.Delivery),
            Duty = Sum(p => p.Duty),
            Tax = Sum(p => p.Tax),
            Fees = Sum(p => p.Fees),
            AtDoor = atDoor,
            DoorEstimate = atDoor == AtTheDoor.Perhaps && Sum(p => p.DoorEstimate ?? Money.Zero(currency)) is { IsPositive: true } door ? door : null,
            IsDomestic = parts.All(p => p.IsDomestic),
            TaxName = parts.Select(p => p.TaxName).Distinct().Count() == 1 ? parts[0].TaxName : null,
            TaxRate = parts.Select(p => p.TaxRate).Distinct().Count() == 1 ? parts[0].TaxRate : default,
            Method = parts.Select(p => p.Method).Distinct().Count() == 1 ? parts[0].Method : null,
            MethodCard = parts.Select(p => p.Method).Distinct().Count() == 1 ? parts[0].MethodCard : null,
            Rule = parts.Select(p => p.Rule?.Id).Distinct().Count() == 1 ? parts[0].Rule : null,
            Reasons = [.. parts.SelectMany(p => p.Reasons).Distinct()],
            Rates = [.. parts.SelectMany(p => p.Rates).DistinctBy(r => (r.From, r.To, r.Rate))],
            HeldFor = parts[0].HeldFor,
        };
    }

    /// <summary>One merchant's part of the quote that a shopper is asked to accept.</summary>
    public static LandedFigures Of(QuotedConsignment quoted, Country destination) =>
        Frozen(quoted.Total, quoted.Goods, quoted.Delivery, quoted.Duty, quoted.Tax, quoted.Fees, quoted.DeliveryMethod, quoted.Card?.Name, quoted.Terms, quoted.ShipsFrom, destination) with { Discount = quoted.Discount?.Amount, Codes = quoted.Discount?.Code };

    /// <summary>One merchant's part of an order, as it was accepted.</summary>
    public static LandedFigures Of(Consignment consignment, Country destination) =>
        Frozen(consignment.Total, consignment.Goods, consignment.Delivery, consignment.Duty, consignment.Tax, consignment.Fees, consignment.DeliveryMethod, consignment.Card?.Name, consignment.Terms, consignment.ShipsFrom, destination) with { Discount = consignment.DiscountCode is null ? null : consignment.Discount, Codes = consignment.DiscountCode };

    private static LandedFigures Frozen(
        Money total, Money goods, Money delivery, Money duty, Money tax, Money fees, string method, string? card, OrderTerms terms, Country from, Country destination) => new()
    {
        Total = total,
        Goods = goods,
        Delivery = delivery,
        Duty = duty,
        Tax = tax,
        Fees = fees,
        AtDoor = terms.NothingDueAtDoor ? AtTheDoor.Nothing : terms.EstimateAtDoor is null ? AtTheDoor.Unknown : AtTheDoor.Perhaps,
        DoorEstimate = terms.EstimateAtDoor is { IsPositive: true } door ? door : null,
        IsDomestic = CustomsUnions.BuiltIn.SameArea(from, destination),
        TaxName = TaxName(terms.RuleId, destination),
        Method = method,
        MethodCard = card,
        Rates = FrozenRates.Read(terms.Rates),
    };

    private static string? TaxName(string rule, Country destination)
    {
        foreach (var row in ImportRules.BuiltIn.For(destination))
        {
            if (row.Id == rule) return row.TaxName;
        }

        return null;
    }
}
