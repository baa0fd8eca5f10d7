using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Silent">Names of carriers that did not answer in time.</param>
/// <param name="Refused">What carriers said no to, by their names.</param>
public sealed record LabelOffers(Weight Weight, Dimensions Size, IReadOnlyList<CarrierRate> Rates, IReadOnlyList<string> Silent, IReadOnlyList<(string Carrier, Refusal Refusal)> Refused)
{
    /// <summary>Services that would take the parcel and do not agree with what the buyer accepted, cheapest first.</summary>
    public IReadOnlyList<UnfitOffer> Unfit { get; init; } = [];

    /// <summary>What the destination asks for such goods, which the merchant has to confirm with the purchase: the sentences that say it.</summary>
    public IReadOnlyList<Refusal> ToConfirm { get; init; } = [];

    /// <summary>How the merchant wants them put in order.</summary>
    public OfferOrder OrderedBy { get; init; }

    public Reliabilities Reliabilities { get; init; } = Reliabilities.None;

    /// <summary>Names address and content as they were compared; a purchase that carries it is refused when they have changed.</summary>
    public string Basis { get; init; } = "";

    /// <summary>The first day by which something in the parcel was promised.</summary>
    public DateTime PromisedByUtc { get; init; }
}

/// <summary>Asks every carrier of the merchant what the parcel would cost.</summary>
public sealed class QuoteLabels(MarketDb db, QuoteParcel quotes, MatchOffers match, CarrierDirectory directory, DestinationRules destinations, CurrentLicences licences, JointParcels joint, TimeProvider clock)
{
    /// <param name="weight">Gross weight of the packed parcel; null for the goods' own weight and usual packing.</param>
    /// <param name="contents">What lies in it; null for all that is in no parcel yet.</param>
    /// <param name="with">Other orders in the same parcel.</param>
    public async Task<Outcome<LabelOffers>> RunAsync(ConsignmentId id, Actor actor, Weight? weight, Dimensions? size, CancellationToken cancel, IReadOnlyList<LineUnits>? contents = null, IReadOnlyList<ConsignmentId>? with = null)
    {
        if (await PackedConsignment.LoadAsync(db, id, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        if (packed.Consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        var packing = await db.PackingAsync(packed.Order, packed.Consignment, cancel);
        var chosen = with is null or [] ? packing.Choose(contents) : await joint.ChooseAsync(packing, with, cancel);
        if (!chosen.Succeeded) return chosen.Refusal;
        packed = packed with { Goods = chosen.Value };
        if (packed.WhyNotSent(destinations, licences.Now, clock.GetUtcNow().UtcDateTime) is { } notSent) return notSent;
        var (gross, outer) = (weight ?? packed.Goods.PackedWeight(), size ?? packed.Goods.PackedSize());
        var found = await quotes.RunAsync(packed.Consignment.Merchant, packed.RateRequest(gross, outer, clock.GetUtcNow().UtcDateTime), only: null, cancel);
        if (found.Rates.Count == 0 && found.Silent.Count == 0 && found.Refused is [var (_, refusal), ..]) return refusal;
        if (found.Rates.Count == 0 && found.Silent.Count == 0 && packed.Consignment.Point is { } point) return PickupPointRefusals.NoService(point.Name, directory.NameOf(point.Carrier));
        var (fit, unfit) = match.Sort(packed, found.Rates.OrderBy(r => r.Price.Currency.Code, StringComparer.Ordinal).ThenBy(r => r.Price.Minor));
        return new LabelOffers(gross, outer, fit, found.Silent, found.Refused)
        {
            OrderedBy = packed.OffersBy,
            Reliabilities = (await db.ReliabilitiesAsync(packed.Consignment.Merchant, [packed.Order.ShipTo.Country], clock.GetUtcNow().UtcDateTime, cancel)).GetValueOrDefault(packed.Order.ShipTo.Country, Reliabilities.None),
            Basis = packed.Basis(), PromisedByUtc = packed.PromisedByUtc, Unfit = unfit, ToConfirm = packed.ToConfirm(destinations, clock.GetUtcNow().UtcDateTime),
        };
    }
}
