using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>Asks the merchant's carriers that take parcels back what the way back would cost. No offers: none of them does, on this way.</summary>
public sealed class QuoteReturnLabels(MarketDb db, QuoteParcel quotes, MatchOffers match, TimeProvider clock)
{
    /// <param name="weight">Gross weight of the packed parcel; null for the goods' own weight and usual packing.</param>
    public async Task<Outcome<LabelOffers>> RunAsync(ReturnId id, Actor actor, Weight? weight, Dimensions? size, CancellationToken cancel)
    {
        if (await PackedReturn.LoadAsync(db, id, cancel) is not { } packed || !await actor.WorksForAsync(packed.Return.Merchant, db, cancel)) return ReturnRefusals.NotFound;
        if (packed.WhyNotLabelled() is { } not) return not;
        if (packed.Declare() is { Succeeded: false } incomplete) return incomplete.Refusal;
        var (gross, outer) = (weight ?? packed.UsualWeight(), size ?? packed.UsualSize());
        var found = await quotes.RunAsync(packed.Return.Merchant, packed.RateRequest(gross, outer, clock.GetUtcNow().UtcDateTime), only: null, cancel);
        var judged = found.Rates.OrderBy(r => r.Price.Currency.Code, StringComparer.Ordinal).ThenBy(r => r.Price.Minor).Select(r => (Rate: r, Why: packed.NotTaken(match, r))).ToList();
        return new LabelOffers(gross, outer, [.. judged.Where(j => j.Why is null).Select(j => j.Rate)], found.Silent, found.Refused) { Unfit = [.. judged.Where(j => j.Why is not null).Select(j => new UnfitOffer(j.Rate, j.Why!))] };
    }
}
