using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Merchants;

namespace Storefront.Checkout;

/// <summary>A shopper gives a code, and the basket carries it from then on; whether it counts is asked at every quote. Of one merchant a basket carries one code: the one that was given last.</summary>
public sealed class EnterDiscountCode(MarketDb db, TimeProvider clock)
{
    /// <param name="user">Null for a guest, whose mail address is not known before checkout.</param>
    /// <returns>The code as it is written.</returns>
    public async Task<Outcome<string>> RunAsync(BasketId id, UserId? user, string? text, CancellationToken cancel)
    {
        if (!DiscountCode.TryTidy(text, out var code)) return DiscountRefusals.Unknown;
        var basket = await db.Baskets.SingleOrDefaultAsync(b => b.Id == id, cancel);
        var lines = await (from l in db.BasketLines join v in db.Variants on l.Variant equals v.Id where l.Basket == id select new { l.Merchant, l.Quantity, v.Price }).ToListAsync(cancel);
        if (basket is null || lines.Count == 0) return CheckoutRefusals.BasketEmpty;

        var spent = lines.GroupBy(l => l.Merchant).ToDictionary(l => l.Key, l => l.Sum(x => x.Price * x.Quantity, l.First().Price.Currency));
        var merchants = spent.Keys.ToList();
        var here = await db.DiscountCodes.AsNoTracking().Where(c => c.Code == code && merchants.Contains(c.Merchant) && c.StoppedAtUtc == null).Select(c => c.Id).ToListAsync(cancel);
        if (here.Count == 0) return await db.DiscountCodes.AnyAsync(c => c.Code == code && c.StoppedAtUtc == null, cancel) ? DiscountRefusals.WrongShop : DiscountRefusals.Unknown;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var judged = (await db.OfferedAsync([.. here.Select(c => c.Value)], id, user, null, givesUpOwn: true, cancel)).Values.Select(c => (c.Id, c.Merchant, WhyNot: c.WhyNot(spent[c.Merchant], today))).ToList();
        if (judged.TrueForAll(c => c.WhyNot is not null)) return judged[0].WhyNot!;
        var taken = judged.Where(c => c.WhyNot is null).ToDictionary(c => c.Merchant, c => c.Id);
        var carried = (basket.Codes ?? []).Select(DiscountCodeId.From).ToList();
        foreach (var earlier in await db.DiscountCodes.AsNoTracking().Where(c => carried.Contains(c.Id) && merchants.Contains(c.Merchant)).Select(c => new { c.Id, c.Merchant }).ToListAsync(cancel)) taken.TryAdd(earlier.Merchant, earlier.Id);
        basket.Carry([.. taken.Values.Select(c => c.Value)]);
        await db.SaveChangesAsync(cancel);
        return code;
    }

    /// <summary>The basket goes on without a code; nothing happens when it carries none of that id.</summary>
    public async Task RemoveAsync(BasketId id, DiscountCodeId code, CancellationToken cancel)
    {
        if (await db.Baskets.SingleOrDefaultAsync(b => b.Id == id, cancel) is not { Codes: { } codes } basket || !codes.Contains(code.Value)) return;
        basket.Carry([.. codes.Where(c => c != code.Value)]);
        await db.SaveChangesAsync(cancel);
    }
}
