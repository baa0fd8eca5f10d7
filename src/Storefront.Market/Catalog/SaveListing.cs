using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <param name="Id">Null for one that does not exist yet.</param>
/// <param name="Version">The listing's version that the form was made from, so that an old form cannot undo newer work.</param>
public sealed record ListingDraft(ListingId? Id, int Version, ListingFacts Facts, IReadOnlyList<ListingPicture> Pictures, IReadOnlyList<VariantDraft> Variants)
{
    /// <summary>The draft that would leave the listing as it is, with what it sells now.</summary>
    public static ListingDraft Of(Listing listing) => new(
        listing.Id,
        listing.Version,
        new ListingFacts
        {
            Category = listing.Category, Brand = listing.Brand, HsCode = listing.HsCode, Origin = listing.Origin, CustomsDescription = listing.CustomsDescription,
            NationalCodes = listing.NationalCodes, Maker = listing.Maker, ResponsiblePerson = listing.ResponsiblePerson, Sensitive = listing.Sensitive,
            Language = listing.Language, Texts = listing.Texts, Options = listing.Options,
        },
        listing.Pictures,
        [.. listing.Variants.Where(v => v.IsActive).Select(v => new VariantDraft(v.Id, v.Sku, new VariantFacts(v.Values, v.Price, v.ListPrice, v.Weight, v.Size, v.Barcode, v.HasBattery, Battery: v.Battery, PartNumber: v.PartNumber), null))]);
}

/// <param name="Id">Null for a new variant.</param>
/// <param name="OnHand">Units that the merchant has; null leaves stock as it is.</param>
public sealed record VariantDraft(VariantId? Id, string Sku, VariantFacts Facts, int? OnHand)
{
    /// <summary>Shelf or bin of its units; null leaves it as it is, empty names none.</summary>
    public string? Bin { get; init; }

    /// <summary>Units on hand when <see cref="OnHand"/> was typed: once they are others, whether it counts what moved meanwhile nobody knows, and
    /// it is refused. Null where a file says what is on hand, whatever it was.</summary>
    public int? SeenOnHand { get; init; }
}

/// <summary>Creates or changes a listing with its variants and stock, in one piece or not at all. A published listing that would no
/// longer be publishable is refused, so that the shop never shows goods that cannot be sent.</summary>
public sealed class SaveListing(MarketDb db, TimeProvider clock)
{
    public const int MostVariants = 100;
    public const int MostStock = 1_000_000;
    public const int MostNationalCodes = 60;
    public const int LongestPartNumber = 70;

    public async Task<Outcome<ListingId>> RunAsync(MerchantId merchantId, Actor actor, ListingDraft draft, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchantId, db, cancel)) return CatalogRefusals.NotYours;
        return await SaveAsync(merchantId, draft, cancel);
    }

    /// <summary>For callers that have checked the merchant already: the import, and the demo market.</summary>
    internal async Task<Outcome<ListingId>> SaveAsync(MerchantId merchantId, ListingDraft draft, CancellationToken cancel)
    {
        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchantId, cancel);
        if (await FaultAsync(merchant, draft, cancel) is { } fault) return fault;

        var now = clock.GetUtcNow().UtcDateTime;
        Listing? listing;
        if (draft.Id is null)
        {
            listing = Listing.Draft(merchantId, await FreeSlugAsync(draft.Facts, cancel), now);
            db.Listings.Add(listing);
        }
        else
        {
            listing = await KnownAsync(db.Listings, merchantId, draft, cancel);
        }

        if (listing is null) return CatalogRefusals.NotYours;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (Write(listing, draft, now, variant => db.Stock.Add(Stock.Of(variant.Id))) is { } why) return why;
        if (listing.Status == ListingStatus.Published) db.Tell(new ListingTouched(listing.Id), now);
        var saved = await db.SaveOrStaleAsync(cancel);
        if (!saved.Succeeded) return saved.Refusal;
        foreach (var (variant, onHand, seen) in Counts(listing, draft))
        {
            var have = await db.Stock.Where(s => s.Variant == variant).Select(s => s.OnHand).SingleAsync(cancel);
            if (seen is not null && seen != have) return CatalogRefusals.StockMoved(seen.Value, have);
            if (onHand != have && !await db.AdjustAsync(variant, onHand - have, now, cancel)) return CatalogRefusals.BelowPromised;
        }

        foreach (var named in draft.Variants.Where(v => v.Bin is not null)) await db.PutIntoBinAsync(IdOf(listing, named), named.Bin!.Trim() is { Length: > 0 } bin ? bin : null, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return listing.Id;
    }

    /// <summary>The listing as <see cref="SaveAsync"/> would leave it, or its refusal; nothing is saved.</summary>
    internal async Task<Outcome<Listing>> TryAsync(MerchantId merchantId, ListingDraft draft, CancellationToken cancel)
    {
        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchantId, cancel);
        if (await FaultAsync(merchant, draft, cancel) is { } fault) return fault;
        var now = clock.GetUtcNow().UtcDateTime;
        var listing = draft.Id is null ? Listing.Draft(merchantId, "", now) : await KnownAsync(db.Listings.AsNoTracking(), merchantId, draft, cancel);
        if (listing is null) return CatalogRefusals.NotYours;
        if (Write(listing, draft, now, _ => { }) is { } why) return why;
        var counts = Counts(listing, draft).ToDictionary(c => c.Variant, c => c.OnHand);
        var promised = await db.Stock.AsNoTracking().Where(s => counts.Keys.Contains(s.Variant)).Select(s => new { s.Variant, Units = s.Reserved + s.Committed }).ToListAsync(cancel);
        return promised.Exists(p => counts[p.Variant] < p.Units) ? CatalogRefusals.BelowPromised : listing;
    }

    private static Task<Listing?> KnownAsync(IQueryable<Listing> listings, MerchantId merchant, ListingDraft draft, CancellationToken cancel) =>
        listings.Include(l => l.Variants).SingleOrDefaultAsync(l => l.Id == draft.Id && l.Merchant == merchant, cancel);

    /// <summary>Writes the draft into the listing; variants that it does not name any more are not sold any more.</summary>
    private static Refusal? Write(Listing listing, ListingDraft draft, DateTime now, Action<Variant> added)
    {
        if (draft.Id is not null && listing.Version != draft.Version) return CatalogRefusals.Stale;
        listing.Describe(draft.Facts, now);
        listing.Show(draft.Pictures, now);
        foreach (var wanted in draft.Variants)
        {
            if (wanted.Id is not { } id) added(listing.AddVariant(wanted.Sku, wanted.Facts, now));
            else if (listing.Variants.SingleOrDefault(v => v.Id == id) is { } variant) variant.Change(wanted.Facts);
            else return CatalogRefusals.NotYours;
        }

        foreach (var gone in listing.Variants.Where(v => v.IsActive && draft.Variants.All(d => d.Id != v.Id && d.Sku != v.Sku)))
            gone.Change(new VariantFacts(gone.Values, gone.Price, gone.ListPrice, gone.Weight, gone.Size, gone.Barcode, gone.HasBattery, IsActive: false, gone.Battery, gone.PartNumber));
        return listing.Status == ListingStatus.Published ? listing.WhyNotPublishable() : null;
    }

    private static IEnumerable<(VariantId Variant, int OnHand, int? Seen)> Counts(Listing listing, ListingDraft draft) =>
        draft.Variants.Where(d => d.OnHand is not null).Select(d => (IdOf(listing, d), d.OnHand!.Value, d.SeenOnHand));

    private static VariantId IdOf(Listing listing, VariantDraft draft) => draft.Id ?? listing.Variants.Single(v => v.Sku == draft.Sku).Id;

    private async Task<Refusal?> FaultAsync(Merchant merchant, ListingDraft draft, CancellationToken cancel)
    {
        if (!draft.Facts.Texts.TryGetValue(draft.Facts.Language, out var text) || string.IsNullOrWhiteSpace(text.Title)) return CatalogRefusals.Missing("title");
        foreach (var each in draft.Facts.Texts.Values)
        {
            if (each.Title.Length > 200) return CatalogRefusals.TooLong("title", 200);
            if (each.Description.Length > 20_000) return CatalogRefusals.TooLong("description", 20_000);
        }

        if (draft.Facts.Brand is { Length: > 120 }) return CatalogRefusals.TooLong("brand", 120);
        if (draft.Facts.CustomsDescription is { Length: > 120 }) return CatalogRefusals.TooLong("customsDescription", 120);
        if (TradeFault(draft) is { } trade) return trade;
        if (!await db.Categories.AnyAsync(c => c.Key == draft.Facts.Category, cancel)) return CatalogRefusals.UnknownCategory;
        if (draft.Variants.Count is 0 or > MostVariants) return CatalogRefusals.Missing("variants");
        var skus = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var variant in draft.Variants)
        {
            if (string.IsNullOrWhiteSpace(variant.Sku) || variant.Sku.Length > 64) return CatalogRefusals.Missing("sku");
            if (!skus.Add(variant.Sku)) return CatalogRefusals.SkuTaken.With("sku", variant.Sku);
            if (variant.Facts.Price.Currency != merchant.Currency) return CatalogRefusals.WrongCurrency(merchant.Currency);
            if (!variant.Facts.Price.IsPositive) return CatalogRefusals.Missing("price");
            if (variant.Bin is { } bin && bin.Trim().Length > Stock.LongestBin) return CatalogRefusals.TooLong("bin", Stock.LongestBin);
            if (variant.OnHand is < 0 or > MostStock) return CatalogRefusals.Missing("stock");
        }

        var wanted = draft.Variants.Where(v => v.Id is null).Select(v => v.Sku).ToList();
        var taken = wanted.Count == 0 ? null : await db.Variants.Where(v => v.Merchant == merchant.Id && wanted.Contains(v.Sku)).Select(v => v.Sku).FirstOrDefaultAsync(cancel);
        return taken is null ? null : CatalogRefusals.SkuTaken.With("sku", taken);
    }

    private static Refusal? TradeFault(ListingDraft draft)
    {
        var facts = draft.Facts;
        if (facts.NationalCodes.Count > MostNationalCodes) return CatalogRefusals.TooMany("nationalCodes", MostNationalCodes);
        if (facts.NationalCodes.DistinctBy(c => c.Country).Count() < facts.NationalCodes.Count) return CatalogRefusals.CountryTwice;
        if (Fault(facts.Maker, "maker") is { } maker) return maker;
        if (Fault(facts.ResponsiblePerson, "responsiblePerson") is { } person) return person;
        if (draft.Variants.FirstOrDefault(v => v.Facts.PartNumber is { Length: > LongestPartNumber }) is not null) return CatalogRefusals.TooLong("partNumber", LongestPartNumber);
        return null;
    }

    private static Refusal? Fault(EconomicOperator? person, string field) =>
        person is null ? null
        : person.Name.Length > EconomicOperator.LongestName ? CatalogRefusals.TooLong(field, EconomicOperator.LongestName)
        : person.Address.Length > EconomicOperator.LongestAddress ? CatalogRefusals.TooLong(field, EconomicOperator.LongestAddress)
        : person.Contact.Length > EconomicOperator.LongestContact ? CatalogRefusals.TooLong(field, EconomicOperator.LongestContact)
        : null;

    private async Task<string> FreeSlugAsync(ListingFacts facts, CancellationToken cancel)
    {
        var title = facts.Texts.TryGetValue("en", out var english) ? english.Title : facts.Texts[facts.Language].Title;
        var slug = Slug.From(facts.Handle is { } handle && handle.Any(char.IsAsciiLetter) ? handle : title);
        return await db.Listings.AnyAsync(l => l.Slug == slug, cancel) ? Slug.Other(slug) : slug;
    }
}
