using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <param name="Accepted">The price that the merchant saw; the carrier's own price at the purchase may not be higher.</param>
public sealed record ReturnLabelOrder(ReturnId Return, string Carrier, string Service, Money Accepted, Weight Weight, Dimensions Size);

/// <summary>Buys the label for the way back with one of the merchant's carriers that takes parcels back. Written down with its reference before the carrier is called, looked up
/// and swept as any label: <see cref="BuyLabel"/>. Its cost is the merchant's.</summary>
public sealed class BuyReturnLabel(MarketDb db, MerchantCarriers carriers, QuoteParcel quotes, MatchOffers match, BuyLabel labels, CurrentRates rates, TimeProvider clock)
{
    /// <summary>How often carriers that are silent are asked again for a label that is bought by itself, at ever longer steps.</summary>
    private const int Tries = 5;

    /// <returns>The parcel; it may still be <see cref="ParcelStatus.Buying"/> when the carrier has not answered, and is then followed up by itself.</returns>
    public async Task<Outcome<ParcelId>> RunAsync(ReturnLabelOrder wanted, Actor actor, CancellationToken cancel)
    {
        if (await PackedReturn.LoadAsync(db, wanted.Return, cancel) is not { } packed || !await actor.WorksForAsync(packed.Return.Merchant, db, cancel)) return ReturnRefusals.NotFound;
        return await RunAsync(packed, wanted, cancel);
    }

    /// <summary>By the merchant's standing choice: the cheapest that there is, in the merchant's currency at the middle rate. Where there is none the merchant is told to see to it.</summary>
    public async Task ByChoiceAsync(ReturnLabelWanted wanted, CancellationToken cancel)
    {
        var packed = (await PackedReturn.LoadAsync(db, wanted.Return, cancel))!;
        if (packed.WhyNotLabelled() is not null || packed.Return.LabelFile is not null || await StandingAsync(wanted.Return, cancel) is not null) return;
        var now = clock.GetUtcNow().UtcDateTime;
        var (weight, size) = (packed.UsualWeight(), packed.UsualSize());
        var offers = await quotes.RunAsync(packed.Return.Merchant, packed.RateRequest(weight, size, now), only: null, cancel);
        var currency = await db.Merchants.AsNoTracking().Where(m => m.Id == packed.Return.Merchant).Select(m => m.Currency).SingleAsync(cancel);
        foreach (var rate in offers.Rates.ByPrice(rates.Now, currency))
        {
            // A carrier that says no now leaves room for the next; one that did not answer may have made the label.
            if ((await RunAsync(packed, new ReturnLabelOrder(wanted.Return, rate.CarrierKey, rate.ServiceKey, rate.Price, weight, size), cancel)).Succeeded) return;
            db.ChangeTracker.Clear();
            packed = (await PackedReturn.LoadAsync(db, wanted.Return, cancel))!;
        }

        await db.AtomicallyAsync<Done>(async () =>
        {
            if (offers.Silent.Count > 0 && wanted.Try < Tries) db.Tell(wanted with { Try = wanted.Try + 1 }, now, now.AddMinutes(5 << wanted.Try));
            else await db.TellMerchantOnceAsync(packed.Return, packed.Order.Number, "return-label-missing", now, cancel);
            return Done.Ok;
        }, cancel);
    }

    private async Task<Outcome<ParcelId>> RunAsync(PackedReturn packed, ReturnLabelOrder wanted, CancellationToken cancel)
    {
        var it = packed.Return;
        if (await StandingAsync(it.Id, cancel) is { } already) return already;
        if (packed.WhyNotLabelled() is { } not) return not;
        if (await carriers.FindAsync(it.Merchant, wanted.Carrier, cancel) is not { } carrier || carrier.As<IBuyReturnLabels>(CarrierAbility.Return) is not { } sells) return CarrierRefusals.ServiceUnavailable(wanted.Service);
        var customs = packed.Declare();
        if (customs is { Succeeded: false } incomplete) return incomplete.Refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        var offers = await quotes.RunAsync(it.Merchant, packed.RateRequest(wanted.Weight, wanted.Size, now), wanted.Carrier, cancel);
        if (offers.Silent is [var silent, ..]) return CarrierRefusals.Silent(silent);
        if (offers.Refused is [var (_, no), ..]) return no;
        if (offers.Rates.FirstOrDefault(r => r.ServiceKey == wanted.Service) is not { } rate) return CarrierRefusals.ServiceUnavailable(wanted.Service);
        if (rate.Price.Currency != wanted.Accepted.Currency || rate.Price > wanted.Accepted) return CarrierRefusals.PriceChanged(rate.Price);
        if (packed.NotTaken(match, rate) is { } notTaken) return notTaken;

        var parcel = Parcel.BuyingBack(it.Id, it.Consignment, it.Order, it.Merchant, wanted.Carrier, carrier.Account, wanted.Service, rate.Price, wanted.Weight, wanted.Size, now);
        db.Parcels.Add(parcel);
        it.LabelIsBeingBought();
        var written = await db.SaveOrStaleAsync(cancel);
        if (!written.Succeeded) return written.Refusal;
        return await labels.CallAsync(parcel, sells, packed.LabelRequest(parcel, rate, customs?.Value), cancel);
    }

    private Task<ParcelId?> StandingAsync(ReturnId id, CancellationToken cancel) => db.EveryParcel.AsNoTracking()
        .Where(p => p.Return == id && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused).Select(p => (ParcelId?)p.Id).FirstOrDefaultAsync(cancel);
}

/// <summary>A return was approved, and its merchant buys labels for such ones by a standing choice.</summary>
/// <param name="Try">How often carriers were asked already.</param>
public sealed record ReturnLabelWanted(ReturnId Return, int Try);

internal sealed class ReturnLabelWantedHandler(BuyReturnLabel labels) : IHandle<ReturnLabelWanted>
{
    public Task HandleAsync(ReturnLabelWanted message, CancellationToken cancel) => labels.ByChoiceAsync(message, cancel);
}
