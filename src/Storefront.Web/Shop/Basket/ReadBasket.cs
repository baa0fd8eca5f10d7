using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Merchants;
using Storefront.Pricing;
using Storefront.Search;
using Storefront.Shipping;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop.Basket;

/// <summary>Shows a basket: its lines in one statement, the discount codes that it carries in another where there are some, everything else from the node's catalogue copy. Nothing here is charged; checkout quotes anew.</summary>
public sealed class ReadBasket(MarketDb db, CatalogueCopy catalogue, Alternatives alternatives, LandedCost landed, CurrentBuyerCards cards, DestinationRules destinations, CurrentRates current, TimeProvider clock)
{
    private const int MostInstead = 3;

    private static readonly CompiledQuery<Func<MarketDb, BasketId, IAsyncEnumerable<Kept>>> Lines = new(() => EF.CompileAsyncQuery((MarketDb db, BasketId basket) =>
        db.BasketLines.AsNoTracking().Where(l => l.Basket == basket).Join(db.Baskets, l => l.Basket, b => b.Id, (l, b) => new { Line = l, b.Codes })
            .OrderBy(x => x.Line.AddedAtUtc).ThenBy(x => x.Line.Variant).Select(x => new Kept(x.Line.Variant, x.Line.Quantity, x.Line.SeenPrice, x.Codes))));

    /// <param name="user">Null for a guest.</param>
    /// <param name="withInstead">Whether to say what may be had instead of what is not sent there.</param>
    public async Task<BasketView> RunAsync(BasketId? id, UserId? user, Visitor visitor, bool withInstead, CancellationToken cancel)
    {
        if (id is not { } basket) return BasketView.Empty;
        var lines = await Lines.For(db)(db, basket).ToListAsync(cancel);
        if (lines.Count == 0) return BasketView.Empty;

        var codes = lines[0].Codes is { Count: > 0 } carried ? await db.OfferedAsync(carried, basket, user, null, givesUpOwn: true, cancel) : NoCodes;
        var now = clock.GetUtcNow().UtcDateTime;
        var rates = current.Now;
        var found = lines.ConvertAll(line => (Line: line, Listing: catalogue.FindVariant(line.Variant)));
        var parcels = found.Where(f => f.Listing is not null).GroupBy(f => f.Listing!.Merchant)
            .Select(group => Parcel([.. group.Select(f => (f.Line, f.Listing!))], codes.GetValueOrDefault(group.Key), visitor, withInstead, rates, now)).ToList();
        return new BasketView
        {
            Parcels = parcels,
            Gone = [.. found.Where(f => f.Listing is null).Select(f => f.Line.Variant)],
            Figures = parcels.TrueForAll(p => p.Refusal is null) ? LandedSums.Of([.. parcels.Select(p => p.Figures).OfType<LandedFigures>()]) : null,
        };
    }

    private BasketParcel Parcel(IReadOnlyList<(Kept Line, ListingCopy Listing)> lines, OfferedDiscount? code, Visitor visitor, bool withInstead, ExchangeRates rates, DateTime now)
    {
        var (_, first) = lines[0];
        var entries = lines.Select(l => Entry(l.Line, l.Listing, visitor, withInstead, rates)).ToList();
        var wanted = lines.Zip(entries).Where(p => p.Second.CanBeHad > 0).ToList();
        if (wanted.Count == 0) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, null);

        if (entries.Find(e => e.WhyNotSent is not null)?.WhyNotSent is { } closed) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, closed);
        var parcel = wanted.Select(p => Limited(p.First.Listing, p.First.Line, p.Second, visitor.Country));
        if (destinations.WhyTooMuch(parcel, first.ShipsFrom, visitor.Country, DateOnly.FromDateTime(now)) is { } much) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, much);
        var (totals, whyNot) = (wanted.ConvertAll(p => PriceOf(p.First.Listing, p.First.Line) * p.Second.CanBeHad), (Refusal?)null);
        if (code is not null) whyNot = code.WhyNot(totals.Sum(totals[0].Currency), DateOnly.FromDateTime(now));
        var off = code is not null && whyNot is null ? code.Off(totals) : null;
        var request = new LandedRequest
        {
            ShipsFrom = first.ShipsFrom,
            Destination = visitor.Country,
            Postcode = visitor.Postcode,
            ChargeCurrency = visitor.Currency,
            AtUtc = now,
            Items = [.. wanted.Select((p, i) => Item(p.First.Listing, p.First.Line, p.Second.CanBeHad, visitor.Country) with { Discount = off?[i] })],
            Cards = cards.Now.Of(first.Merchant, visitor.Country),
        };
        var outcome = landed.Quote(request, rates);
        if (off is not null && outcome.Succeeded && outcome.Value.WhyNotSold(code!.Code.Code, first.ShipsFrom, visitor.Country) is { } free)
        {
            whyNot = free;
            outcome = landed.Quote(request with { Items = [.. request.Items.Select(i => i with { Discount = null })] }, rates);
        }

        if (!outcome.Succeeded) return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, null, outcome.Refusal);
        var leaves = DateOnly.FromDateTime(now).AddDays(outcome.Value.Chosen.HandlingDays ?? first.HandlingDays);
        return new BasketParcel(first.MerchantSlug, first.MerchantName, first.ShipsFrom, entries, LandedFigures.Of(outcome.Value) with { Codes = off is not null && whyNot is null ? code!.Code.Code : null }, null)
        {
            Code = code is null ? null : new BasketCode(code.Id, code.Code.Code, whyNot),
            Arrival = (leaves.AddDays(outcome.Value.Chosen.DaysMin), leaves.AddDays(outcome.Value.Chosen.DaysMax)),
        };
    }

    private static Money PriceOf(ListingCopy listing, Kept line) => listing.Variants.First(v => v.Id == line.Variant).Price;

    private BasketEntry Entry(Kept line, ListingCopy listing, Visitor visitor, bool withInstead, ExchangeRates rates)
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
            Instead = whyNotSent is null || !withInstead ? [] : alternatives.Of(listing, MostInstead, visitor),
            Nearby = whyNotSent is null || !withInstead ? null : alternatives.Nearby(listing, visitor),
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

    private static readonly Dictionary<MerchantId, OfferedDiscount> NoCodes = [];

    /// <param name="Codes">The discount codes that the basket carries; the same in every line.</param>
    private sealed record Kept(VariantId Variant, int Quantity, Money SeenPrice, IReadOnlyList<Guid>? Codes);
}
