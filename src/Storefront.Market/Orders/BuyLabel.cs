using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Lanes;

namespace Storefront.Orders;

/// <param name="Accepted">The price that the merchant saw; the carrier's own price at the purchase may not be higher.</param>
public sealed record LabelOrder(ConsignmentId Consignment, string Carrier, string Service, Money Accepted, Weight Weight, Dimensions Size);

/// <summary>Buys one label for a consignment. The purchase is written down with its reference and committed before the carrier is called,
/// and a purchase without an answer is looked up by that reference: never two labels.</summary>
public sealed class BuyLabel(MarketDb db, IDbContextFactory<MarketDb> contexts, CarrierDirectory carriers, DestinationRules destinations, CurrentLanes lanes, CurrentRates rates, TimeProvider clock)
{
    /// <returns>The parcel; it may still be <see cref="ParcelStatus.Buying"/> when the carrier has not answered, and is then followed up by itself.</returns>
    public async Task<Outcome<ParcelId>> RunAsync(LabelOrder wanted, Actor actor, CancellationToken cancel)
    {
        if (await PackedConsignment.LoadAsync(db, wanted.Consignment, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        var (order, consignment) = (packed.Order, packed.Consignment);
        var standing = await db.Parcels.AsNoTracking().Where(p => p.Consignment == consignment.Id && (p.Status == ParcelStatus.Buying || p.Status == ParcelStatus.Labelled)).Select(p => (ParcelId?)p.Id).FirstOrDefaultAsync(cancel);
        if (standing is { } already) return already;
        if (consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        if (consignment.InDispute) return OrderRefusals.InDispute;
        if (carriers.Find(wanted.Carrier) is not (IQuoteRates quotes and IBuyLabels)) return CarrierRefusals.ServiceUnavailable(wanted.Service);

        var customs = consignment.CrossesBorder(order.ShipTo.Country) ? consignment.Declare(order.Number) : default(Outcome<CustomsDeclaration>?);
        if (customs is { Succeeded: false } incomplete) return incomplete.Refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        if (packed.WhyNotSent(destinations, now) is { } notSent) return notSent;
        if (lanes.Now.StandingOf(consignment.ShipsFrom, order.ShipTo.Country, wanted.Carrier) is { IsSuspended: true } lane) return LaneRefusals.CarrierSuspended(carriers.Find(wanted.Carrier)!.Name, lane.Reason ?? "");
        var offers = await quotes.QuoteRatesAsync(packed.RateRequest(wanted.Weight, wanted.Size, now), cancel);
        if (!offers.Succeeded) return offers.Refusal;
        if (offers.Value.FirstOrDefault(r => r.ServiceKey == wanted.Service) is not { } rate) return CarrierRefusals.ServiceUnavailable(wanted.Service);
        if (rate.Price.Currency != wanted.Accepted.Currency || rate.Price > wanted.Accepted) return CarrierRefusals.PriceChanged(rate.Price);

        var parcel = Parcel.Buying(consignment.Id, order.Id, consignment.Merchant, wanted.Carrier, wanted.Service, rate.Price, wanted.Weight, wanted.Size, now);
        db.Parcels.Add(parcel);
        consignment.LabelIsBeingBought();
        var written = await db.SaveOrStaleAsync(cancel);
        if (!written.Succeeded) return written.Refusal;
        return await CallAsync(parcel, packed, rate, customs?.Value, cancel);
    }

    /// <summary>Takes up purchases whose answer never came; the number settled.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var late = clock.GetUtcNow().UtcDateTime - SweepPayments.Patience;
        var open = await db.Parcels.AsNoTracking().Where(p => p.Status == ParcelStatus.Buying && p.CreatedAtUtc < late).OrderBy(p => p.CreatedAtUtc).Take(50).ToListAsync(cancel);
        var settled = 0;
        foreach (var parcel in open)
        {
            if (carriers.Find(parcel.Carrier) is not IBuyLabels carrier) continue;
            try
            {
                var found = await carrier.FindAsync(parcel.Handle, cancel);
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

    private async Task<Outcome<ParcelId>> CallAsync(Parcel parcel, PackedConsignment packed, CarrierRate rate, CustomsDeclaration? customs, CancellationToken cancel)
    {
        var carrier = (IBuyLabels)carriers.Find(parcel.Carrier)!;
        try
        {
            var bought = await carrier.BuyAsync(
                new LabelRequest
                {
                    Reference = parcel.Reference, Rate = rate, Sender = packed.Sender, Recipient = packed.Order.ShipTo, Weight = parcel.Weight, Size = parcel.Size,
                    Customs = customs, OrderNumber = packed.Order.Number,
                },
                cancel);
            if (!bought.Succeeded)
            {
                await RefuseAsync(parcel.Id, bought.Refusal.Code, cancel);
                return bought.Refusal;
            }

            await CompleteAsync(parcel.Id, bought.Value, cancel);
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
        await using var own = await contexts.CreateDbContextAsync(cancel);
        await own.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await own.Parcels.SingleAsync(p => p.Id == id, cancel);
            var now = clock.GetUtcNow().UtcDateTime;
            if (!parcel.Bought(label, now)) return default(Done);
            var consignment = await own.Consignments.SingleAsync(c => c.Id == parcel.Consignment, cancel);
            var currency = await own.Merchants.Where(m => m.Id == parcel.Merchant).Select(m => m.Currency).SingleAsync(cancel);
            // A case may have given the money back before the carrier answered; then the label waits to be voided.
            if (consignment.Status == ConsignmentStatus.ToPack) consignment.Move(ConsignmentStatus.LabelBought);
            own.JournalEntries.Add(Fulfilment.LabelBought(parcel, currency, rates.Now, now));
            own.OrderEvents.Add(OrderEvent.Of(parcel.Order, parcel.Consignment, OrderEventKind.LabelBought, "merchant", now, parcel.TrackingNumber));
            return default(Done);
        }, cancel);
    }

    private async Task RefuseAsync(ParcelId id, string code, CancellationToken cancel)
    {
        await using var own = await contexts.CreateDbContextAsync(cancel);
        await own.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await own.Parcels.SingleAsync(p => p.Id == id, cancel);
            if (parcel.Status == ParcelStatus.Buying) parcel.Refused(code);
            return default(Done);
        }, cancel);
    }
}
