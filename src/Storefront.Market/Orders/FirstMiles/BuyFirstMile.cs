using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Addresses;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Parcels">Of one carrier account, on one bag or loose.</param>
/// <param name="Carrier">Who brings them.</param>
/// <param name="Warehouse">Of the parcels' own carrier, as it named it to the merchant.</param>
/// <param name="Weight">Gross, of what is sent there.</param>
/// <param name="Key">Made when the form is opened: sent twice, it is one label.</param>
public sealed record FirstMileOrder(IReadOnlyList<ParcelId> Parcels, string Carrier, string Service, PostalAddress Warehouse, Weight Weight, Dimensions Size, ParcelId Key);

/// <summary>Buys the way of parcels, or of a bag of them, to their carrier's sorting warehouse with another carrier of the merchant's. Written down with its reference before that carrier is called,
/// looked up and swept as any label: <see cref="BuyLabel"/>. It is billed to the merchant's own account.</summary>
public sealed class BuyFirstMile(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, QuoteParcel quotes, MatchOffers match, BuyLabel labels, TimeProvider clock)
{
    /// <summary>As many as a bag may hold here.</summary>
    public const int Most = QuoteManyLabels.Most;

    /// <returns>The first mile; it may still be <see cref="ParcelStatus.Buying"/> when the carrier has not answered, and is then followed up by itself.</returns>
    public async Task<Outcome<ParcelId>> RunAsync(MerchantId merchant, FirstMileOrder wanted, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        if (await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Id == wanted.Key && p.Merchant == merchant && p.IsFirstMile, cancel) is { } asked)
            return asked.Status == ParcelStatus.Refused ? CarrierRefusals.LabelUnknown : asked.Id;
        if (wanted.Parcels.Count == 0) return PaperRefusals.NothingChosen;
        if (wanted.Parcels.Count > Most) return BatchRefusals.TooMany(Most);
        var parcels = await db.Parcels.Where(p => wanted.Parcels.Contains(p.Id) && p.Merchant == merchant).OrderBy(p => p.Reference).ToListAsync(cancel);
        if (parcels.Count < wanted.Parcels.Distinct().Count()) return OrderRefusals.NotFound;
        if (await WhyNotAsync(parcels, wanted, cancel) is { } why) return why;
        var warehouse = AddressForm.For(wanted.Warehouse.Country).Tidy(wanted.Warehouse);
        if (AddressCheck.Check(warehouse) is { Errors: [var error, ..] }) return error;
        if (await carriers.FindAsync(merchant, wanted.Carrier, cancel) is not { Account: { } account } carrier || carrier.As<IBuyLabels>(CarrierAbility.Buy) is not { } sells) return CarrierRefusals.ServiceUnavailable(wanted.Service);

        var now = clock.GetUtcNow().UtcDateTime;
        var mile = Parcel.BuyingFirstMile(parcels[0], warehouse, wanted.Carrier, account, wanted.Service, await PriceAsync(merchant, wanted, warehouse, now, cancel), wanted.Weight, wanted.Size, now, wanted.Key);
        // Whoever sends one of them there at the same time finds that it has changed.
        foreach (var parcel in parcels) parcel.GoesBy(mile.Id);
        if (await db.CarrierAccounts.SingleOrDefaultAsync(a => a.Id == parcels[0].Account, cancel) is { } sorter) sorter.SortsAt(warehouse);
        var request = await db.FirstMileRequestAsync(mile, parcels, cancel);
        if (sells is IRepeatPurchases) mile.IsAskedFor(PurchaseMark.Of(request));
        db.Parcels.Add(mile);
        var written = await db.SaveOrStaleAsync(cancel);
        if (!written.Succeeded) return written.Refusal;
        return await labels.CallAsync(mile, sells, request, cancel);
    }

    private async Task<Refusal?> WhyNotAsync(List<Parcel> parcels, FirstMileOrder wanted, CancellationToken cancel)
    {
        var first = parcels[0];
        if (parcels.Exists(p => p.Carrier != first.Carrier || p.Account != first.Account)) return BatchRefusals.AccountsMixed;
        var (sorts, offer) = (directory.FindConnector(first.Carrier)?.SortsIn, directory.FindConnector(wanted.Carrier)?.FirstMile);
        if (sorts is not { } country || offer is null || offer.Within != country || !offer.Services.Contains(wanted.Service)) return FirstMileRefusals.NotBrought(directory.NameOf(first.Carrier), directory.NameOf(wanted.Carrier));
        if (wanted.Warehouse.Country != country) return FirstMileRefusals.Elsewhere(country);
        foreach (var parcel in parcels)
        {
            if (parcel.WhyNotUsable() is { } why) return why;
            if (parcel.Status == ParcelStatus.Delivered) return CarrierRefusals.AlreadyHandedOver;
        }

        var enclosed = (await db.LoadsOfAsync(parcels, track: false, cancel)).SelectMany(l => l.Packed.Lines).Select(l => l.Line);
        if (match.NotTaken(enclosed, wanted.Carrier, wanted.Service, directory.Describe(wanted.Carrier, wanted.Service)) is { } notTaken) return notTaken;
        var before = parcels.Select(p => p.FirstMile).OfType<ParcelId>().Distinct().ToList();
        if (before.Count == 0) return null;
        var standing = await db.EveryParcel.AsNoTracking().Where(p => before.Contains(p.Id) && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused).Select(p => p.TrackingNumber ?? p.Reference).FirstOrDefaultAsync(cancel);
        return standing is null ? null : FirstMileRefusals.Stands(standing);
    }

    /// <summary>By the merchant's rate card with the carrier; zero where there is none, for such carriers tell no prices and bill the merchant.</summary>
    private async Task<Money> PriceAsync(MerchantId merchant, FirstMileOrder wanted, PostalAddress warehouse, DateTime now, CancellationToken cancel)
    {
        var merchantSide = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => new { m.Address, m.Currency }).SingleAsync(cancel);
        var offers = await quotes.RunAsync(merchant, new RateRequest { From = merchantSide.Address, To = warehouse, Weight = wanted.Weight, Size = wanted.Size, DeclaredValue = Money.Zero(merchantSide.Currency), AtUtc = now }, wanted.Carrier, cancel);
        return offers.Rates.FirstOrDefault(r => r.ServiceKey == wanted.Service)?.Price ?? Money.Zero(merchantSide.Currency);
    }
}
