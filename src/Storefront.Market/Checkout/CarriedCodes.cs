using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Checkout;

public static class CarriedCodes
{
    /// <summary>The codes that a basket carries, by merchant, as they stand for its buyer. An order that was placed from the same basket and is not paid yet takes nothing away: whoever comes back from its
    /// payment page and buys again gives it up (<see cref="EndOlderPages"/>), and its use with it.</summary>
    /// <param name="email">Of the order; null while it is not known.</param>
    /// <param name="givesUpOwn">False once it was tried to give such an order up and it could not be: then its use counts as any other.</param>
    public static async Task<IReadOnlyDictionary<MerchantId, OfferedDiscount>> OfferedAsync(this MarketDb db, IReadOnlyList<Guid> codes, BasketId basket, UserId? user, string? email, bool givesUpOwn, CancellationToken cancel)
    {
        var given = codes.ToList();
        var ids = given.ConvertAll(DiscountCodeId.From);
        var key = email is null ? null : EmailAddress.Key(email);
        var own = db.DiscountUses.Where(u => u.Basket == basket.Value && db.Orders.Any(o => o.Id == u.Order && o.Status == OrderStatus.AwaitingPayment));
        var others = givesUpOwn ? db.DiscountUses.Where(u => !own.Any(o => o.Order == u.Order && o.Code == u.Code)) : db.DiscountUses;
        var read = await (from c in db.DiscountCodes.AsNoTracking()
                          where ids.Contains(c.Id)
                          select new
                          {
                              Code = c,
                              Held = givesUpOwn ? own.Count(u => u.Code == c.Id) : 0,
                              // Each by its own key: asked in one breath a database would go through all uses of the code.
                              IsUsed = c.OncePerBuyer && ((key != null && others.Any(u => u.Code == c.Id && u.Email == key)) || (user != null && others.Any(u => u.Code == c.Id && u.User == user))),
                          }).ToListAsync(cancel);
        // Where two baskets were joined there may be two of one merchant: the one that was given last counts.
        return read.OrderByDescending(r => given.IndexOf(r.Code.Id.Value)).DistinctBy(r => r.Code.Merchant)
            .ToDictionary(r => r.Code.Merchant, r => new OfferedDiscount(r.Code, r.Code.Uses - r.Held >= r.Code.MostUses, r.IsUsed));
    }
}
