using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Writes a merchant's products in the layout that <see cref="ImportListings"/> reads, so that a file can go out, be worked on in a
/// spreadsheet and come back. Text is UTF-8 with its mark, which spreadsheets ask for.</summary>
public sealed class ExportListings(MarketDb db)
{
    private const int PageSize = 100;

    /// <summary>Every listing that has something to sell; variants that are not sold any more are left out.</summary>
    public async Task<Outcome<Done>> RunAsync(MerchantId merchant, Actor actor, Stream to, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        await using var writer = Writer(to);
        await writer.WriteAsync(ExportedRow.Header.AsMemory(), cancel);
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Key, cancel);
        var ids = await db.Listings.Where(l => l.Merchant == merchant).OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(cancel);
        foreach (var some in ids.Chunk(PageSize))
        {
            var page = await db.Listings.AsNoTracking().Include(l => l.Variants.OrderBy(v => v.Position)).Where(l => some.Contains(l.Id)).OrderBy(l => l.Id).ToListAsync(cancel);
            var variants = page.SelectMany(l => l.Variants).Select(v => v.Id).ToList();
            var stock = await db.Stock.AsNoTracking().Where(s => variants.Contains(s.Variant)).ToDictionaryAsync(s => s.Variant, s => new StockOnHand(s.OnHand, s.Reserved + s.Committed, s.Bin), cancel);
            foreach (var row in page.SelectMany(l => ExportedRow.Of(l, stock, categories))) await writer.WriteAsync(row.Line.AsMemory(), cancel);
        }

        return default(Done);
    }

    /// <summary>An example to start from, in the merchant's currency: a product in two sizes with a translation, and one with two pictures.</summary>
    public async Task<Outcome<Done>> WriteExampleAsync(MerchantId merchant, Actor actor, Stream to, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        var category = await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Key).Select(c => c.Key).FirstOrDefaultAsync(cancel) ?? "";
        await using var writer = Writer(to);
        await writer.WriteAsync(ExportedRow.Header.AsMemory(), cancel);
        foreach (var row in ExportedRow.Example(category)) await writer.WriteAsync(row.Line.AsMemory(), cancel);
        return default(Done);
    }

    private static StreamWriter Writer(Stream to) => new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
}
