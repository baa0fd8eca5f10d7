using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Fees;
using Storefront.Merchants;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Web.Demo;

/// <summary>Fills an empty market at its first start: shelves, shops and sign-ins, and then the history that <see cref="DemoHistory"/> plays.</summary>
public sealed class DemoMarket(IServiceScopeFactory scopes, DemoHistory history, MarketClock clock)
{
    /// <summary>Where the demo's platform is at home, so that a commission with tax can be seen.</summary>
    public const string PlatformCountry = "FR";

    /// <returns>False when there is a market already; it is left as it is.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        if (await db.Merchants.AnyAsync(cancel) || await db.Categories.AnyAsync(cancel)) return false;

        var demo = DemoCatalogue.Read();
        var opened = clock.GetUtcNow().UtcDateTime.AddDays(-400);
        var shops = await StockAsync(db, demo, opened, cancel);
        await scope.ServiceProvider.GetRequiredService<MakeCopies>().RunAsync(await db.Listings.Select(l => l.Id).ToListAsync(cancel), cancel);
        await scope.ServiceProvider.GetRequiredService<FollowFees>().RunAsync(cancel);
        await history.PlayAsync(demo, shops, cancel);
        var dispatcher = scope.ServiceProvider.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.RunOnceAsync(cancel) > 0)
        {
        }

        // Nobody is written about a past that is played.
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Notices.ExecuteUpdateAsync(set => set.SetProperty(n => n.SentAtUtc, now), cancel);
        await db.Counters.Where(c => c.Name == Counter.DemoMarket).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, 1), cancel);
        return true;
    }

    /// <summary>One rule for a category since the opening, one for a shop that was agreed later.</summary>
    private static void FeeRules(MarketDb db, DemoCatalogue demo, MerchantId first, User admin, DateTime opened)
    {
        var shelf = demo.Categories.First(c => c.Parent is null).Key;
        db.FeeRules.Add(FeeRule.Of(null, shelf, PartsPerMillion.FromPercent(7), DateOnly.FromDateTime(opened), admin.UserId, opened));
        db.FeeRules.Add(FeeRule.Of(first, null, PartsPerMillion.FromPercent(6.5m), DateOnly.FromDateTime(opened.AddDays(200)), admin.UserId, opened.AddDays(195)));
    }

    private async Task<DemoShops> StockAsync(MarketDb db, DemoCatalogue demo, DateTime opened, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Counters.Add(Counter.Of(Counter.DemoMarket));
        db.Categories.AddRange(demo.Categories.Select((c, place) => Category.Of(c.Key, c.Parent, c.Name, place)));
        var shopper = DemoPeople.Add(db, DemoPeople.Shopper, canSignIn: true, opened);
        var admin = DemoPeople.Add(db, DemoPeople.Admin, canSignIn: true, opened);
        await DemoPeople.MakeAdminAsync(db, admin, cancel);

        var owners = new Dictionary<MerchantId, Actor>();
        var variants = new Dictionary<string, IReadOnlyList<VariantId>>(StringComparer.Ordinal);
        var merchants = new Dictionary<string, MerchantId>(StringComparer.Ordinal);
        var stock = new List<(VariantId Variant, int Units)>();
        foreach (var (demoMerchant, place) in demo.Merchants.Select((m, i) => (m, i)))
        {
            var owner = DemoPeople.Add(db, place switch { 0 => DemoPeople.TeaMerchant, 1 => DemoPeople.LinenMerchant, _ => demoMerchant.Email }, canSignIn: place < 2, opened);
            var merchant = Merchant.Apply(demoMerchant.Key, DemoCatalogue.ProfileOf(demoMerchant), opened);
            merchant.Approve(opened);
            db.AuditLog.Add(AuditEntry.Of(admin.UserId, nameof(JudgeMerchant), $"merchant {merchant.Slug}", $"{MerchantStatus.Applied} → {MerchantStatus.Approved}", opened));
            db.Merchants.Add(merchant);
            db.MerchantMembers.Add(MerchantMember.Of(merchant.Id, owner.UserId, isOwner: true));
            owners[merchant.Id] = new Actor(owner.UserId);
            merchants[demoMerchant.Key] = merchant.Id;
            foreach (var product in demo.Products[demoMerchant.Key])
            {
                var listing = ListingOf(merchant, product, opened.AddDays(30 + (variants.Count * 4)));
                db.Listings.Add(listing);
                variants[product.Slug] = [.. listing.Variants.Select(v => v.Id)];
                // What the demo's own orders will take is added, so that the shelves end as they were written.
                stock.AddRange(listing.Variants.Zip(product.Variants, (v, d) => (v.Id, d.Stock + DemoHistory.UnitsTaken(product, d))));
            }
        }

        FeeRules(db, demo, merchants.Values.First(), admin, opened);
        ApplyingMerchant(db, clock.GetUtcNow().UtcDateTime.AddDays(-2));
        db.Stock.AddRange(stock.Select(s => Stock.Of(s.Variant)));
        await db.SaveChangesAsync(cancel);
        foreach (var (variant, units) in stock.Where(s => s.Units > 0)) await db.AdjustAsync(variant, units, opened, cancel).OrStale();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new DemoShops(shopper.UserId, new Actor(admin.UserId), owners, merchants, variants);
    }

    private static Listing ListingOf(Merchant merchant, DemoProduct product, DateTime publishedAtUtc)
    {
        var listing = Listing.Draft(merchant.Id, product.Slug, publishedAtUtc);
        listing.Describe(
            new ListingFacts
            {
                Category = product.Category,
                Brand = product.Brand,
                HsCode = new HsCode(product.HsCode),
                Origin = new Country(product.Origin),
                CustomsDescription = product.CustomsDescription,
                Maker = DemoCatalogue.MakerOf(merchant),
                ResponsiblePerson = DemoCatalogue.ResponsiblePerson,
                Language = "en",
                Texts = product.Title.Keys.ToDictionary(tag => tag, tag => DemoCatalogue.TextOf(product, tag)),
                Options = DemoCatalogue.OptionsOf(product),
            },
            publishedAtUtc);
        listing.Show(DemoCatalogue.PicturesOf(product), publishedAtUtc);
        foreach (var variant in product.Variants)
        {
            var price = DemoCatalogue.PriceOf(variant.Price, merchant.Currency);
            listing.AddVariant(
                variant.Sku,
                new VariantFacts(
                    variant.Values, price, variant.ListPrice is null ? null : DemoCatalogue.PriceOf(variant.ListPrice, merchant.Currency), new Weight(variant.WeightGrams),
                    new Dimensions(variant.LengthMm, variant.WidthMm, variant.HeightMm), variant.Barcode, Battery: DemoCatalogue.BatteryOf(variant.Batteries), PartNumber: variant.Sku),
                publishedAtUtc);
        }

        listing.Publish(publishedAtUtc);
        return listing;
    }

    /// <summary>One that waits for the admin's word.</summary>
    private static void ApplyingMerchant(MarketDb db, DateTime nowUtc)
    {
        var owner = DemoPeople.Add(db, "hello@kiln-and-field.example", canSignIn: false, nowUtc);
        var merchant = Merchant.Apply(
            "kiln-and-field",
            new MerchantProfile
            {
                Name = "Kiln and Field", Registration = "CHE-000.000.000 (demo)", Email = "hello@kiln-and-field.example", Currency = new Currency("EUR"), HandlingDays = 3,
                Address = new PostalAddress { Country = new Country("PT"), Name = "Kiln and Field", Street = "Rua do Forno 4", City = "Caldas da Rainha", Postcode = "2500-167" },
                About = new Dictionary<string, string> { ["en"] = "Stoneware thrown and fired in small batches." },
            },
            nowUtc);
        db.Merchants.Add(merchant);
        db.MerchantMembers.Add(MerchantMember.Of(merchant.Id, owner.UserId, isOwner: true));
    }
}

/// <summary>Who and what the demo's history plays with.</summary>
/// <param name="Variants">By listing slug, in the order in which they were written.</param>
public sealed record DemoShops(
    UserId Shopper, Actor Admin, IReadOnlyDictionary<MerchantId, Actor> Owners, IReadOnlyDictionary<string, MerchantId> Merchants, IReadOnlyDictionary<string, IReadOnlyList<VariantId>> Variants);
