using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Returns;

/// <summary>What a list says of the goods of a return: the first of them, as bought, and how many in all.</summary>
internal sealed record ReturnedGoods(ListingId Listing, string Title, int Units);

internal static class ReturnedGoodsReading
{
    /// <summary>In one statement for a page of returns.</summary>
    public static async Task<IReadOnlyDictionary<ReturnId, ReturnedGoods>> ReturnedGoodsAsync(this MarketDb db, IReadOnlyList<ReturnId> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return new Dictionary<ReturnId, ReturnedGoods>();
        var rows = await (from l in db.ReturnLines.AsNoTracking()
                          join bought in db.OrderLines on l.OrderLine equals bought.Id
                          where ids.Contains(l.Return)
                          select new { l.Return, l.Units, bought.Id, bought.Listing, bought.Title }).ToListAsync(cancel);
        return rows.GroupBy(r => r.Return).ToDictionary(g => g.Key, g => new ReturnedGoods(g.MinBy(r => r.Id)!.Listing, g.MinBy(r => r.Id)!.Title, g.Sum(r => r.Units)));
    }
}
