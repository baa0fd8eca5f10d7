using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Search;
using Storefront.Shipping;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop.Basket;

/// <summary>Shows a basket: its lines in one statement, everything else from the node's catalogue copy. Nothing here is charged; checkout quotes anew.</summary>
public sealed class ReadBasket(MarketDb db, CatalogueCopy catalogue, Alternatives alternatives, LandedCost landed, CurrentBuyerCards cards, DestinationRules destinations, CurrentRates current, TimeProvider clock)
{
    private const int MostInstead = 3;

    private static readonly CompiledQuery<Func<MarketDb, BasketId, IAsyncEnumerable<Kept>>> Lines = new(() => EF.CompileAsyncQuery((MarketDb db, BasketId basket) =>
        db.BasketLines.AsNoTracking().Where(l => l.Basket == basket).OrderBy(l => l.AddedAtUtc).ThenBy(l => l.Variant).Select(l => new Kept(l.Variant, l.Quantity, l.SeenPrice))));

    public async Task<BasketView> RunAsync(BasketId? id, Visitor visitor, CancellationToken cancel)
    {
        if (id is not { } basket) return BasketView.Empty;
        var lines = await Lines.For(db)(db, basket).ToListAsync(cancel);
        if (lines.Count == 0) return BasketView.Empty;

        var now = clock.GetUtcNow().UtcDateTime;
        var rates = current.Now;
        var found = lines.ConvertAll(line => (Line: line, Listing: catalogue.FindVariant(line.Variant)));
        var parcels = found.Where(f => f.Listing is not null).GroupBy(f => f.Listing!.Merchant)
            .Select(group => Parcel([.. group.Select(f => (f.Line, f.Listing!))], visitor, rates, now)).ToList();
        return new BasketView
        {
            Parcels = parcels,
            Gone = [.. found.Where(f => f.Listing is null).Select(f => f.Line.Variant)],
            Figures = parcels.TrueForAll(p => p.Refusal is null) ? LandedSums.Of([.. parcels.Select(p => p.Figures).OfType<LandedFigures>()]) : null,
        };
    }

    private BasketParcel Parcel(IReadOnlyList<(Kept Line, ListingCopy Listing)> lines, Visitor visitor, ExchangeRates rates, DateTime now)
    {
        var (_, first) = lines[0];
        var entries = lines.Select(l => Entry(l.Line, l.Listing, visitor, rates)).ToList();
        var wanted = lines.Zip(entries).Where(p => p.Second.CanBeHad > 0).ToList();
        if (wanted.Count == 0) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, null);

        if (entries.Find(e => e.WhyNotSent is not null)?.WhyNotSent is { } closed) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, closed);
        var parcel = wanted.Select(p => Limited(p.First.Listing, p.First.Line, p.Second, visitor.Country));
        if (destinations.WhyTooMuch(parcel, first.ShipsFrom, visitor.Country, DateOnly.FromDateTime(now)) is { } much) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, much);
        var outcome = landed.Quote(new LandedRequest
        {
            ShipsFrom = first.ShipsFrom,
            Destination = visitor.Country,
            Postcode = visitor.Postcode,
            ChargeCurrency = visitor.Currency,
            AtUtc = now,
            Items = wanted.ConvertAll(p => Item(p.First.Listing, p.First.Line, p.Second.CanBeHad, visitor.Country)),
            Cards = cards.Now.Of(first.Merchant, visitor.Country),
        }, rates);
        if (!outcome.Succeeded) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, outcome.Refusal);
        var leaves = DateOnly.FromDateTime(now).AddDays(outcome.Value.Chosen.HandlingDays ?? first.HandlingDays);
        return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, LandedFigures.Of(outcome.Value), null)
        {
            Arrival = (leaves.AddDays(outcome.Value.Chosen.DaysMin), leaves.AddDays(outcome.Value.Chosen.DaysMax)),
        };
    }

    private BasketEntry Entry(Kept line, ListingCopy listing, Visitor visitor, ExchangeRates rates)
    {
        var variant = listing.Variants.First(v => v.Id == line.Variant);
        var (language, text) = listing.TextIn(visitor.Language.Tag);
        var price = rates.Quote(variant.Price, visitor.Currency);
        var before = line.SeenPrice.Currency == variant.Price.Currency && line.SeenPrice != variant.Price ? rates.Quote(line.SeenPrice, visitor.Currency) : (Money?)null;
        var whyNotSent = listing.WhyNotTo(visitor.Country);
        return new BasketEntry
        {
            Variant = line.Variant,
            Slug = listing.Slug,
            Choice = listing.Options.Count == 0 ? null : string.Join('.', listing.Options.Select(o => variant.Values.GetValueOrDefault(o.Key, ""))),
            Title = text.Title,
            TitleLanguage = language == visitor.Language.Tag ? null : language,
            Options = Chosen(listing, variant, visitor.Language.Tag),
            Picture = listing.Pictures.FirstOrDefault(p => p.Shows is not null && variant.Values.Values.Contains(p.Shows)) ?? (listing.Pictures.Count > 0 ? listing.Pictures[0] : null),
            Quantity = line.Quantity,
            Available = variant.Available,
            UnitPrice = price,
            LineTotal = price * line.Quantity,
            PriceBefore = before == price ? null : before,
            WhyNotSent = whyNotSent,
            Instead = whyNotSent is null ? [] : alternatives.Of(listing, MostInstead, visitor),
            Nearby = whyNotSent is null ? null : alternatives.Nearby(listing, visitor),
        };
    }

    /// <summary>Which batteries they are the copy does not know; none of them is limited by number.</summary>
    private static ParcelGoods Limited(ListingCopy listing, Kept line, BasketEntry entry, Country destination) =>
        new(listing.CodeIn(destination), listing.HsCode, BatteryContent.None, listing.Sensitive, entry.CanBeHad, (long)listing.Variants.First(v => v.Id == line.Variant).Weight.Grams * entry.CanBeHad, entry.Title);

    private static LandedItem Item(ListingCopy listing, Kept line, int units, Country destination)
    {
        var variant = listing.Variants.First(v => v.Id == line.Variant);
        return new LandedItem(listing.CodeIn(destination), listing.Origin, units, variant.Price, variant.Weight, variant.Size, variant.HasBattery) { Sensitive = listing.Sensitive };
    }

    /// <summary>The chosen options in words, <c>Celadon, 450 ml</c>; null for a listing without options.</summary>
    private static string? Chosen(ListingCopy listing, ListingVariant variant, string language)
    {
        var words = listing.Options.Select(o => o.Values.FirstOrDefault(v => variant.Values.TryGetValue(o.Key, out var key) && v.Key == key)).OfType<ListingOptionValue>()
            .Select(v => v.Name.GetValueOrDefault(language) ?? v.Name.GetValueOrDefault(listing.Language, v.Key)).ToList();
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    private sealed record Kept(VariantId Variant, int Quantity, Money SeenPrice);
}
