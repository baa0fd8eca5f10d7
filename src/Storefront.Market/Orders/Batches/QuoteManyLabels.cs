using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Weight">Gross weight of the packed parcel; null for the goods' own weight and usual packing.</param>
public sealed record ParcelToQuote(ConsignmentId Consignment, Weight? Weight = null);

/// <summary>What could be bought for one consignment, and what is proposed.</summary>
/// <param name="Offers">In the order that the merchant wants; prices are compared in its currency.</param>
/// <param name="Proposed">One of <paramref name="Offers"/>; null when there is none.</param>
/// <param name="IsLate">The proposed one may come later than was promised: nothing faster is offered.</param>
/// <param name="Why">Why nothing can be bought; null when something can.</param>
public sealed record LabelProposal(
    ConsignmentId Consignment, Weight Weight, Dimensions Size, IReadOnlyList<CarrierRate> Offers, CarrierRate? Proposed, bool IsLate, IReadOnlyList<string> Silent, Refusal? Why)
{
    /// <summary>Services that would take the parcel and do not agree with what the buyer accepted.</summary>
    public IReadOnlyList<UnfitOffer> Unfit { get; init; } = [];

    public Reliabilities Reliabilities { get; init; } = Reliabilities.None;

    /// <inheritdoc cref="LabelOffers.ToConfirm"/>
    public IReadOnlyList<Refusal> ToConfirm { get; init; } = [];

    /// <inheritdoc cref="LabelOffers.Basis"/>
    public string Basis { get; init; } = "";

    /// <summary>Why the packed parcel is of a dearer class than the buyer paid for, whichever service takes it; null when it is not, or when that is not for the merchant to bear.</summary>
    public Refusal? Dearer { get; init; }

    /// <summary>What the merchant would take upon itself, in the charge currency; null when nothing.</summary>
    public Money? ToBear => LabelRefusals.ToBear(Dearer);

    internal static LabelProposal None(ConsignmentId id, Refusal why) => new(id, default, default, [], null, false, [], why);
}

/// <summary>Asks every carrier of a merchant what many parcels would cost, and proposes a service for each: the first in the merchant's order that arrives in time by its latest day, else the fastest.
/// The number of reads does not grow with the parcels.</summary>
public sealed class QuoteManyLabels(MarketDb db, QuoteParcel quotes, MatchOffers match, CarrierDirectory directory, DestinationRules destinations, CurrentLicences licences, LandedCostTables tables, CurrentRates rates, TimeProvider clock)
{
    /// <summary>So many consignments at once.</summary>
    public const int Most = 100;

    /// <summary>For so many parcels carriers are asked at the same time.</summary>
    public const int AtOnce = 4;

    /// <param name="progress">Is told how many parcels are answered.</param>
    /// <returns>A proposal for each consignment, in the order of the question.</returns>
    public async Task<Outcome<IReadOnlyList<LabelProposal>>> RunAsync(MerchantId merchant, IReadOnlyList<ParcelToQuote> wanted, Actor actor, IProgress<int>? progress, CancellationToken cancel)
    {
        if (wanted.Count > Most) return BatchRefusals.TooMany(Most);
        var loaded = await PackedParcel.LoadAsync(db, merchant, [.. wanted.Select(w => w.Consignment)], actor, cancel);
        if (!loaded.Succeeded) return loaded.Refusal;
        var (now, table, found) = (clock.GetUtcNow().UtcDateTime, rates.Now, loaded.Value.GroupBy(p => p.Consignment.Id).ToDictionary(g => g.Key, g => g.FirstOrDefault(p => p.Parcel is null) ?? g.First()));
        var proposals = new Dictionary<ConsignmentId, LabelProposal>();
        var asked = new List<(PackedParcel Packed, RateRequest Request)>();
        foreach (var (id, weight) in wanted.DistinctBy(w => w.Consignment))
        {
            if (!found.TryGetValue(id, out var packed)) proposals[id] = LabelProposal.None(id, OrderRefusals.NotFound);
            else if ((WhyNot(packed) ?? Of(packed).WhyNotSent(destinations, licences.Now, now)) is { } why) proposals[id] = LabelProposal.None(id, why);
            else asked.Add((packed, Of(packed).RateRequest(weight ?? packed.Goods.PackedWeight(), packed.Goods.PackedSize(), now)));
        }

        var done = proposals.Count;
        progress?.Report(done);
        var answers = await quotes.RunAsync(merchant, [.. asked.Select(a => a.Request)], AtOnce, () => progress?.Report(Interlocked.Increment(ref done)), cancel);
        var known = await db.ReliabilitiesAsync(merchant, [.. asked.Select(a => a.Packed.Order.ShipTo.Country).Distinct()], now, cancel);
        foreach (var ((packed, request), answer) in asked.Zip(answers))
        {
            var (fit, unfit) = match.Sort(Of(packed), answer.Rates);
            var reliabilities = known.GetValueOrDefault(packed.Order.ShipTo.Country, Reliabilities.None);
            var (promised, ranked) = (packed.Consignment.PromisedByUtc, fit.By(packed.Shop.OffersBy, reliabilities, table, packed.Shop.Currency));
            var best = ranked.Best(now, promised);
            var no = best is not null ? null : unfit is [{ Why: var wrong }, ..] ? wrong : answer.Refused is [var (_, refusal), ..] ? refusal : answer.Silent is [var silent, ..] ? CarrierRefusals.Silent(silent)
                : packed.Consignment.Point is { } point ? PickupPointRefusals.NoService(point.Name, directory.NameOf(point.Carrier)) : BatchRefusals.NoOffer;
            var dearer = Of(packed).WhyDearer(request.Weight, request.Size, tables.Tariffs, borne: null);
            proposals[packed.Consignment.Id] = new LabelProposal(packed.Consignment.Id, request.Weight, request.Size, ranked, best, best is not null && now.AddDays(best.DaysMax) > promised, answer.Silent, no) { Unfit = unfit, Reliabilities = reliabilities, Basis = Of(packed).Basis(), ToConfirm = Of(packed).ToConfirm(destinations, now), Dearer = LabelRefusals.ToBear(dearer) is null ? null : dearer };
        }

        return Outcome<IReadOnlyList<LabelProposal>>.Of([.. wanted.DistinctBy(w => w.Consignment).Select(w => proposals[w.Consignment])]);
    }

    /// <summary>What would stand in the way of the purchase, whatever carriers say.</summary>
    private static Refusal? WhyNot(PackedParcel packed) =>
        packed.Consignment.Status != ConsignmentStatus.ToPack || packed.Parcel is not null ? OrderRefusals.NotToPack
        : packed.Consignment.InDispute ? OrderRefusals.InDispute
        : Of(packed).Declare() is { Succeeded: false } incomplete ? incomplete.Refusal
        : null;

    private static PackedConsignment Of(PackedParcel packed) => new(packed.Order, packed.Consignment, packed.Goods, packed.Shop.Address, packed.Shop.Email, packed.Shop.Registrations);
}
