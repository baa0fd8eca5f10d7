using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Conventions;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Takes a merchant's products from a file in the common storefront export layout. A product with a bad row is left out and every bad
/// row is reported; the others are saved, each in one piece. The same file again changes nothing: products are found by article number, else by handle.</summary>
public sealed class ImportListings(MarketDb db, SaveListing save, PublishListing publish)
{
    public const int LargestBytes = 20 * 1024 * 1024;
    public const int MostRows = 20_000;

    private enum Fate
    {
        Created,
        Updated,
        Unchanged,
        Refused,
    }

    /// <summary>Says what <see cref="ImportAsync"/> would do and saves nothing.</summary>
    /// <returns>A refusal when the file as a whole cannot be read; faults of single rows are in the report.</returns>
    public Task<Outcome<ImportReport>> DryRunAsync(MerchantId merchant, Actor actor, Stream file, CancellationToken cancel) =>
        RunAsync(merchant, actor, file, isDryRun: true, null, cancel);

    /// <param name="progress">Told after each product; null when nobody watches. Products saved before a cancellation stay.</param>
    public Task<Outcome<ImportReport>> ImportAsync(MerchantId merchant, Actor actor, Stream file, IProgress<ImportProgress>? progress, CancellationToken cancel) =>
        RunAsync(merchant, actor, file, isDryRun: false, progress, cancel);

    private async Task<Outcome<ImportReport>> RunAsync(MerchantId merchantId, Actor actor, Stream stream, bool isDryRun, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchantId, db, cancel)) return CatalogRefusals.NotYours;
        var remarks = new ImportRemarks();
        var read = await ProductFile.ReadAsync(stream, remarks, cancel);
        if (!read.Succeeded) return read.Refusal;

        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchantId, cancel);
        var terms = new ImportTerms(merchant.Currency, await CategoriesAsync(cancel));
        var skus = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var fates = new int[Enum.GetValues<Fate>().Length];
        var products = read.Value.Products;
        for (var i = 0; i < products.Count; i++)
        {
            fates[(int)await OneAsync(products[i], merchant, actor, terms, skus, isDryRun, remarks, cancel)]++;
            db.ChangeTracker.Clear();
            progress?.Report(new ImportProgress(i + 1, products.Count));
        }

        return new ImportReport
        {
            IsDryRun = isDryRun, Rows = read.Value.Rows, Products = products.Count, Created = fates[(int)Fate.Created], Updated = fates[(int)Fate.Updated],
            Unchanged = fates[(int)Fate.Unchanged], Refused = fates[(int)Fate.Refused], Problems = remarks.Problems, ProblemCount = remarks.ProblemCount,
            Notices = remarks.Notices, NoticeCount = remarks.NoticeCount,
        };
    }

    private async Task<Fate> OneAsync(
        ProductRows product, Merchant merchant, Actor actor, ImportTerms terms, Dictionary<string, int> skus, bool isDryRun, ImportRemarks remarks, CancellationToken cancel)
    {
        var line = product.First.Line;
        var before = remarks.ProblemCount;
        var known = await MatchAsync(product, merchant.Id, remarks, cancel);
        if (ImportedProduct.Read(product, known, terms, skus, remarks) is not { } wanted || remarks.ProblemCount > before) return Fate.Refused;

        var draft = await WithoutSameStockAsync(wanted.Draft, cancel);
        var isChanged = known is null || !IsSame(known, draft);
        if (isChanged)
        {
            // A dry run goes on with the listing as it would be, a real one with the listing as it is now.
            var saved = isDryRun ? await save.TryAsync(merchant.Id, draft, cancel) : await SaveAsync(merchant.Id, draft, cancel);
            if (!saved.Succeeded)
            {
                remarks.Problem(line, ProductColumns.Of(saved.Refusal), saved.Refusal);
                return Fate.Refused;
            }

            isChanged = true;
            known = saved.Value;
        }

        var isMoved = await ShowOrHideAsync(known!, wanted.Shown, merchant, actor, isDryRun, line, remarks, cancel);
        return draft.Id is null ? Fate.Created : isChanged || isMoved ? Fate.Updated : Fate.Unchanged;
    }

    /// <summary>The merchant's listing that the rows mean; null for none. Rows that mean two are a problem.</summary>
    private async Task<Listing?> MatchAsync(ProductRows product, MerchantId merchant, ImportRemarks remarks, CancellationToken cancel)
    {
        var handle = product.Handle.ToLowerInvariant();
        var skus = product.Rows.Select(r => r.Text(ProductColumns.Sku)).Where(s => s.Length > 0).Take(SaveListing.MostVariants).ToList();
        var found = await db.Listings.AsNoTracking().Include(l => l.Variants.OrderBy(v => v.Position))
            .Where(l => l.Merchant == merchant && (l.Handle == handle || (l.Handle == null && l.Slug == handle) || l.Variants.Any(v => skus.Contains(v.Sku))))
            .OrderBy(l => l.Id).ToListAsync(cancel);
        if (found.Count <= 1) return found.FirstOrDefault();

        Listing? Holding(ProductRow row) => found.Find(l => l.Variants.Any(v => v.Sku == row.Text(ProductColumns.Sku)));
        var known = found.Find(l => (l.Handle ?? l.Slug) == handle) ?? Holding(product.First);
        foreach (var row in product.Rows.Where(r => Holding(r) is { } other && other != known)) remarks.Problem(row.Line, ProductColumns.Sku, ImportRefusals.SkuElsewhere);
        return known;
    }

    private async Task<Outcome<Listing>> SaveAsync(MerchantId merchant, ListingDraft draft, CancellationToken cancel)
    {
        try
        {
            var saved = await save.SaveAsync(merchant, draft, cancel);
            return saved.Succeeded ? await db.Listings.AsNoTracking().SingleAsync(l => l.Id == saved.Value, cancel) : saved.Refusal;
        }
        catch (DbUpdateException)
        {
            // Somebody saved the same article number or handle at the same moment.
            return Saving.ChangedMeanwhile;
        }
    }

    /// <summary>True when the listing came into the shop or left it. One that cannot be shown yet is saved all the same, with a notice why.</summary>
    private async Task<bool> ShowOrHideAsync(Listing listing, bool? shown, Merchant merchant, Actor actor, bool isDryRun, int line, ImportRemarks remarks, CancellationToken cancel)
    {
        var isShown = listing.Status == ListingStatus.Published;
        if (shown is not { } wanted || wanted == isShown) return false;
        db.ChangeTracker.Clear();
        Refusal? why;
        if (isDryRun) why = !wanted ? null : !merchant.MaySell ? MerchantRefusals.NotApproved : listing.WhyNotPublishable();
        else if (wanted) why = (await publish.PublishAsync(listing.Id, actor, cancel)).Refusal;
        else why = (await publish.WithdrawAsync(listing.Id, actor, cancel)).Refusal;
        if (why is null) return true;
        remarks.Notice(line, ProductColumns.Of(why), why.Field is null ? why : ImportRefusals.KeptAsDraft);
        return false;
    }

    /// <summary>A count or a bin that is the same as the stock's is no change.</summary>
    private async Task<ListingDraft> WithoutSameStockAsync(ListingDraft draft, CancellationToken cancel)
    {
        var variants = draft.Variants.Where(v => (v.OnHand is not null || v.Bin is not null) && v.Id is not null).Select(v => v.Id!.Value).ToList();
        if (variants.Count == 0) return draft;
        var stock = await db.Stock.AsNoTracking().Where(s => variants.Contains(s.Variant)).ToDictionaryAsync(s => s.Variant, s => new StockOnHand(s.OnHand, 0, s.Bin), cancel);
        return draft with { Variants = [.. draft.Variants.Select(v => v.Id is { } id && stock.TryGetValue(id, out var have) ? Changed(v, have) : v)] };

        static VariantDraft Changed(VariantDraft wanted, StockOnHand have) => wanted with
        {
            OnHand = wanted.OnHand == have.OnHand ? null : wanted.OnHand, Bin = wanted.Bin == (have.Bin ?? "") ? null : wanted.Bin,
        };
    }

    private static bool IsSame(Listing known, ListingDraft draft)
    {
        return Text(ListingDraft.Of(known)) == Text(draft);

        static string Text(ListingDraft d) => JsonSerializer.Serialize(d with { Variants = [.. d.Variants.OrderBy(v => v.Sku, StringComparer.Ordinal)] }, JsonColumn.Options);
    }

    private async Task<Dictionary<string, string>> CategoriesAsync(CancellationToken cancel)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var all = await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Key).ToListAsync(cancel);
        foreach (var category in all) keys[category.Key] = category.Key;
        foreach (var category in all)
        {
            foreach (var name in category.Names.Values) keys.TryAdd(name, category.Key);
        }

        return keys;
    }
}
