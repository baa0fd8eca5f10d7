using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Pricing;

namespace Storefront.Orders;

/// <summary>A consignment's quote as its buyer accepted it, beside the same parcel reckoned again.</summary>
/// <param name="Lines">What was charged for each line, in the order of the request's items.</param>
/// <param name="Again">By the rules and rates of the day of the order, at the prices and the delivery that it froze: it explains the figures step by step. Null where it cannot be reckoned now.</param>
/// <param name="WhyNot">Why it cannot.</param>
public sealed record ExplainedQuote(
    string Number, ConsignmentId Consignment, string MerchantName, QuoteFigures Paid, OrderTerms Terms, IReadOnlyList<ExplainedLine> Lines, LandedRequest Request, LandedQuote? Again, Refusal? WhyNot)
{
    /// <summary>The rules, duties or fees that are held today for that day do not make the figures that were accepted: they were corrected since.</summary>
    public bool Differs => Again is { } again && (again.Duty != Paid.Duty || again.Tax != Paid.Tax || again.Fees != Paid.Fees || again.DueAtDoor != Terms.EstimateAtDoor || (again.Rule?.Id ?? "none") != Terms.RuleId);
}

public sealed record ExplainedLine(string Title, Money Total, Money Delivery, Money Duty, Money Tax, Money Fees);

/// <summary>Explains to an admin how an order's duty, tax and fees came about. It changes nothing: what was accepted stays.</summary>
public sealed class ExplainOrder(MarketDb db, LandedCost landed, RatePolicy policy)
{
    /// <returns>One for each of the order's consignments.</returns>
    public async Task<Outcome<IReadOnlyList<ExplainedQuote>>> RunAsync(string number, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var wanted = number.Trim().ToUpperInvariant();
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == wanted, cancel);
        if (order is null) return OrderRefusals.NotFound;
        var day = DateOnly.FromDateTime(order.PlacedAtUtc);
        var rates = RateTable.Compose(await db.NewestGoodAsync(day.AddDays(1), cancel, takenInByUtc: order.PlacedAtUtc), null, policy, day);
        return Outcome<IReadOnlyList<ExplainedQuote>>.Of([.. order.Consignments.OrderBy(c => c.MerchantName, StringComparer.Ordinal).Select(c => Explain(order, c, rates))]);
    }

    private ExplainedQuote Explain(Order order, Consignment consignment, ExchangeRates rates)
    {
        var packed = PackedGoods.All(order, consignment).Lines;
        var request = FrozenQuotes.RequestFor(packed, consignment.DeliverTo(order.ShipTo));
        // The address may have been corrected since; quoted was the place that was accepted.
        if (consignment is { Point: null, Terms.Place: { } place }) request = request with { Postcode = place.Postcode, Town = place.Town };
        var again = landed.Quote(request, rates, consignment.Delivery);
        return new ExplainedQuote(
            order.Number, consignment.Id, consignment.MerchantName, QuoteFigures.Of(consignment), consignment.Terms,
            [.. packed.Select(l => new ExplainedLine(l.Line.Title, l.Line.LineTotal, l.Line.Delivery, l.Line.Duty, l.Line.Tax, l.Line.Fees))], request, again.Succeeded ? again.Value : null, again.Refusal);
    }
}
