using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Ledger;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Orders;

/// <param name="Accepted">The price that the merchant saw; the carrier's own price at the purchase may not be higher.</param>
public sealed record LabelOrder(ConsignmentId Consignment, string Carrier, string Service, Money Accepted, Weight Weight, Dimensions Size)
{
    /// <summary>What lies in the parcel; null for all of the consignment that is in no parcel yet.</summary>
    public IReadOnlyList<LineUnits>? Contents { get; init; }

    /// <summary>Other orders that go in the same parcel, with all that is left of them; then <see cref="Contents"/> says nothing.</summary>
    public IReadOnlyList<ConsignmentId> With { get; init; } = [];

    /// <summary>Made when the form is opened: sent twice, it is one label. Null where all that is left is packed, of which there is only one.</summary>
    public ParcelId? Key { get; init; }

    /// <summary>Names the address and the content that were compared (<see cref="LabelOffers.Basis"/>): when they have changed since, nothing is bought.</summary>
    public string? Basis { get; init; }

    /// <summary>What the merchant takes upon itself because the packed parcel is of a dearer class than the buyer paid for, in the charge currency.</summary>
    public Money? Bears { get; init; }

    /// <summary>The merchant knows that the service may arrive later than was promised.</summary>
    public bool LateIsConfirmed { get; init; }

    /// <summary>The merchant says that what the destination asks for such goods is done (<see cref="LabelOffers.ToConfirm"/>).</summary>
    public bool ConditionsAreConfirmed { get; init; }
}

/// <summary>Buys a label for a parcel of a consignment. The purchase is written down with its reference and committed before the carrier is called,
/// and a purchase without an answer is looked up by that reference: never two labels.</summary>
public sealed class BuyLabel(
    MarketDb db, IDbContextFactory<MarketDb> contexts, MerchantCarriers carriers, QuoteParcel quotes, MatchOffers match, IStoreFiles files, FindPickupPoints points, DestinationRules destinations, CurrentLicences licences, LandedCostTables tables, JointParcels joint, CurrentRates rates, TimeProvider clock)
{
    /// <summary>Some carriers take several calls for a purchase, each with its own time: before that they are not asked what became of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>The parcel; it may still be <see cref="ParcelStatus.Buying"/> when the carrier has not answered, and is then followed up by itself.</returns>
    public async Task<Outcome<ParcelId>> RunAsync(LabelOrder wanted, Actor actor, CancellationToken cancel)
    {
        if (await PackedConsignment.LoadAsync(db, wanted.Consignment, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        var (order, consignment) = (packed.Order, packed.Consignment);
        var packing = await db.PackingAsync(order, consignment, cancel);
        if (Standing(packing, wanted) is { } already) return already;
        if (consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        var chosen = wanted.With.Count == 0 ? packing.Choose(wanted.Contents) : await joint.ChooseAsync(packing, wanted.With, cancel);
        if (!chosen.Succeeded) return chosen.Refusal;
        if (chosen.Value.Lines.Any(l => l.Line.InDispute)) return OrderRefusals.InDispute;
        packed = packed with { Goods = chosen.Value };
        if (await carriers.FindAsync(consignment.Merchant, wanted.Carrier, cancel) is not { } carrier || carrier.As<IBuyLabels>(CarrierAbility.Buy) is null) return CarrierRefusals.ServiceUnavailable(wanted.Service);

        var customs = packed.Declare();
        if (customs is { Succeeded: false } incomplete) return incomplete.Refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        if (packed.WhyNotSent(destinations, licences.Now, now) is { } notSent) return notSent;
        var conditions = packed.ToConfirm(destinations, now);
        if (conditions.Count > 0 && !wanted.ConditionsAreConfirmed) return CustomsRefusals.NotConfirmed(order.ShipTo.Country);
        if (consignment.Point is { } point && await points.WhyNotAsync(consignment.Merchant, point, wanted.Carrier, cancel) is { } unreachable) return unreachable;
        var offers = await quotes.RunAsync(consignment.Merchant, packed.RateRequest(wanted.Weight, wanted.Size, now), wanted.Carrier, cancel);
        if (offers.Silent is [var silent, ..]) return CarrierRefusals.Silent(silent);
        if (offers.Refused is [var (_, no), ..]) return no;
        if (offers.Rates.FirstOrDefault(r => r.ServiceKey == wanted.Service) is not { } rate) return CarrierRefusals.ServiceUnavailable(wanted.Service);
        if (rate.Price.Currency != wanted.Accepted.Currency || rate.Price > wanted.Accepted) return CarrierRefusals.PriceChanged(rate.Price);

        if (match.WhyNot(packed, rate) is { } unfit) return unfit;
        if (packed.Contradiction(wanted, rate, tables.Tariffs, now) is { } contradiction) return contradiction;

        var parcel = Parcel.Buying(consignment.Id, order.Id, consignment.Merchant, wanted.Carrier, carrier.Account, wanted.Service, rate.Price, wanted.Weight, wanted.Size, now, packed.Goods.Load, packed.Goods.Part, wanted.Key);
        parcel.IsPromised(order.ShipTo.Country, rate.DaysMax);
        var request = Request(parcel, packed, rate, customs?.Value);
        if (carrier.Carrier is IRepeatPurchases) parcel.IsAskedFor(PurchaseMark.Of(request));
        db.Parcels.Add(parcel);
        if (conditions.Count > 0) db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(BuyLabel), $"order {order.Number}", $"confirmed: {string.Join(", ", conditions.Select(c => c.Code))}", now));
        db.ParcelContents.AddRange(packed.Goods.Lines.Select(l => ParcelContent.Of(parcel.Id, l.Order.Id, l.Consignment.Id, l.Line.Id, l.Quantity, now)));
        // Whoever packs the same units at the same time finds that the consignment has changed.
        foreach (var packs in packed.Goods.Consignments) packs.LabelIsBeingBought();
        var written = await db.SaveOrStaleAsync(cancel);
        if (!written.Succeeded) return written.Refusal;
        return await CallAsync(parcel, (IBuyLabels)carrier.Carrier, request, cancel);
    }

    /// <summary>The purchase that was asked for already: under the same key, or of all that was left.</summary>
    private static ParcelId? Standing(Packing packing, LabelOrder wanted)
    {
        if (wanted.Key is { } key && packing.Parcels.Any(p => p.Parcel.Id == key)) return key;
        if (wanted.Contents is not null || packing.Rest.Lines.Count > 0) return null;
        return packing.Parcels.LastOrDefault(p => p.Parcel.Status is ParcelStatus.Buying or ParcelStatus.Labelled)?.Parcel.Id;
    }

    /// <summary>Takes up purchases whose answer never came; the number settled.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var late = clock.GetUtcNow().UtcDateTime - Patience;
        var open = await db.EveryParcel.AsNoTracking().Where(p => p.Status == ParcelStatus.Buying && p.CreatedAtUtc < late).OrderBy(p => p.CreatedAtUtc).Take(50).ToListAsync(cancel);
        var settled = 0;
        foreach (var parcel in open)
        {
            if (await carriers.ForAsync(parcel, cancel) is not { Carrier: IBuyLabels carrier }) continue;
            try
            {
                var found = MayRepeat(parcel, carrier) ? await RepeatAsync(parcel, carrier, cancel) : await carrier.FindAsync(parcel.Handle, cancel);
                if (found is null) await RefuseAsync(parcel.Id, "shipping.carrier-silent", cancel);
                else await CompleteAsync(parcel.Id, found, cancel);
                settled++;
            }
            catch (CarrierOutcomeUnknownException)
            {
                // Still silent: it is asked again at the next sweep, and nothing is bought meanwhile.
            }
        }

        return settled;
    }

    /// <summary>A person may say what became of a purchase from <see cref="ResolveLabel.Patience"/> on; before that, with room for a call, nobody can have bought another.</summary>
    private bool MayRepeat(Parcel parcel, IBuyLabels carrier) => carrier is IRepeatPurchases && parcel.PurchaseMark is not null && clock.GetUtcNow().UtcDateTime < parcel.CreatedAtUtc + ResolveLabel.Patience - Patience;

    /// <summary>Sends the very same purchase again, and only that: where anything that the carrier was told has changed since, it stays unknown.</summary>
    /// <exception cref="CarrierOutcomeUnknownException">Still not known. A no does not say either whether the first had a yes.</exception>
    private async Task<BoughtLabel> RepeatAsync(Parcel parcel, IBuyLabels carrier, CancellationToken cancel)
    {
        var request = parcel.IsFirstMile ? await db.FirstMileRequestAsync(parcel, cancel) : await RequestAsync(parcel, cancel);
        if (request is null || PurchaseMark.Of(request) != parcel.PurchaseMark) throw new CarrierOutcomeUnknownException(parcel.Carrier, parcel.Reference);
        var again = await carrier.BuyAsync(request, cancel);
        return again.Succeeded ? again.Value : throw new CarrierOutcomeUnknownException(parcel.Carrier, parcel.Reference);
    }

    private async Task<LabelRequest?> RequestAsync(Parcel parcel, CancellationToken cancel)
    {
        var packed = await PackedConsignment.FromAsync(db, (await db.LoadsOfAsync([parcel], track: false, cancel))[0].Packed, cancel);
        return packed.Declare() switch
        {
            { Succeeded: false } => null,
            var customs => Request(parcel, packed, PurchaseMark.Bare(parcel.Carrier, parcel.Service), customs?.Value),
        };
    }

    private static LabelRequest Request(Parcel parcel, PackedConsignment packed, CarrierRate rate, CustomsDeclaration? customs) => new()
    {
        Reference = parcel.Reference, Rate = rate, Sender = packed.Sender, Recipient = packed.Recipient, Point = packed.Consignment.Point, Home = packed.Consignment.Point is null ? null : packed.Order.ShipTo, Weight = parcel.Weight, Size = parcel.Size,
        Customs = customs, Batteries = packed.Goods.Batteries, OrderNumber = packed.Goods.Number, Registrations = packed.NumbersToTell(), SenderEmail = packed.SenderEmail, RecipientEmail = packed.Order.Email,
    };

    /// <summary>The call for a parcel that is written down and committed, and what follows from its answer.</summary>
    internal async Task<Outcome<ParcelId>> CallAsync(Parcel parcel, IBuyLabels carrier, LabelRequest request, CancellationToken cancel)
    {
        try
        {
            var bought = await carrier.BuyAsync(request, cancel);
            if (!bought.Succeeded)
            {
                await RefuseAsync(parcel.Id, bought.Refusal.Code, cancel);
                return bought.Refusal;
            }

            await CompleteAsync(parcel.Id, bought.Value, cancel);
        }
        catch (CarrierOutcomeUnknownException e) when (e.NothingWasSent)
        {
            var silent = CarrierRefusals.Silent(((ICarrier)carrier).Name);
            await RefuseAsync(parcel.Id, silent.Code, cancel);
            return silent;
        }
        catch (CarrierOutcomeUnknownException)
        {
            // Bought or not, nobody knows: the parcel stays as it was written, and the sweep asks by its reference.
        }

        return parcel.Id;
    }

    /// <summary>The label exists and is paid for, whatever has become of the consignment meanwhile.</summary>
    private async Task CompleteAsync(ParcelId id, BoughtLabel label, CancellationToken cancel)
    {
        // The same bytes are the same file: keeping it again after a stop changes nothing.
        var kept = label.File is { } file ? await files.SaveAsync(file.Bytes, file.Format.Extension(), cancel) : default(StoredFile?);
        var papers = new List<KeptPaper>();
        foreach (var paper in label.Papers) papers.Add(new KeptPaper((await files.SaveAsync(paper.Bytes, paper.Format.Extension(), cancel)).Name, paper.Format));
        await using var own = await contexts.CreateDbContextAsync(cancel);
        await own.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await own.EveryParcel.SingleAsync(p => p.Id == id, cancel);
            var now = clock.GetUtcNow().UtcDateTime;
            if (!parcel.Bought(label, now)) return default(Done);
            if (kept is { } stored) parcel.LabelIsKept(stored.Name, label.File!.Format);
            if (papers.Count > 0) parcel.PapersAreKept(papers);
            var currency = await own.Merchants.Where(m => m.Id == parcel.Merchant).Select(m => m.Currency).SingleAsync(cancel);
            var load = await own.LabelledAsync(parcel, now, cancel);
            // What the carrier bills to the merchant's own account is none of our money.
            List<JournalEntry> booked = parcel.Account is null ? [.. Fulfilment.LabelBought(parcel, load, currency, rates.Now, now)] : [];
            own.JournalEntries.AddRange(booked);
            if (label.VoidedAtUtc is null) return default(Done);
            // Somebody gave it back in the carrier's portal before we heard of it: bought and void in one step, so that nobody sends with it.
            parcel.Voided();
            await own.UnlabelledAsync(parcel, "carrier", now, cancel);
            own.JournalEntries.AddRange(booked.Select(b => Fulfilment.LabelVoided(b, now)));
            return default(Done);
        }, cancel);
    }

    private async Task RefuseAsync(ParcelId id, string code, CancellationToken cancel)
    {
        await using var own = await contexts.CreateDbContextAsync(cancel);
        await own.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await own.EveryParcel.SingleAsync(p => p.Id == id, cancel);
            if (parcel.Status == ParcelStatus.Buying) parcel.Refused(code);
            if (parcel.Return is not null) own.Tell(new ReturnParcelMoved(parcel.Id), clock.GetUtcNow().UtcDateTime);
            return default(Done);
        }, cancel);
    }
}
