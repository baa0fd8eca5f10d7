using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Checkout;

/// <summary>Puts goods into a basket, changes their number, takes them out. The basket's id is the shopper's secret; prices come from
/// the catalogue and never from the request.</summary>
public sealed class ChangeBasket(MarketDb db, TimeProvider clock)
{
    /// <summary>Adds units; the basket is made by its first line.</summary>
    /// <param name="id">The shopper's basket, or null for none yet.</param>
    public async Task<Outcome<BasketId>> AddAsync(BasketId? id, UserId? user, VariantId variant, int units, CancellationToken cancel)
    {
        if (units is < 1 or > Basket.MostUnits) return CheckoutRefusals.QuantityNotWhole;
        var wanted = await db.Variants.AsNoTracking()
            .Where(v => v.Id == variant && v.IsActive)
            .Join(db.Listings.Where(l => l.Status == ListingStatus.Published), v => v.Listing, l => l.Id, (v, l) => new { v.Listing, v.Merchant, v.Price })
            .SingleOrDefaultAsync(cancel);
        if (wanted is null) return CheckoutRefusals.NotForSale;

        var now = clock.GetUtcNow().UtcDateTime;
        var basket = id is { } known && await db.Baskets.AnyAsync(b => b.Id == known, cancel) ? known : (BasketId?)null;
        if (basket is null)
        {
            basket = id ?? BasketId.New();
            db.Baskets.Add(Basket.Of(basket.Value, user, now));
        }

        var lines = await db.BasketLines.Where(l => l.Basket == basket).ToListAsync(cancel);
        var line = lines.Find(l => l.Variant == variant);
        if (line is null)
        {
            if (lines.Count >= Basket.MostLines) return CheckoutRefusals.BasketFull;
            db.BasketLines.Add(BasketLine.Of(basket.Value, variant, wanted.Listing, wanted.Merchant, units, wanted.Price, now));
        }
        else
        {
            if (line.Quantity + units > Basket.MostUnits) return CheckoutRefusals.QuantityNotWhole;
            line.Set(line.Quantity + units, wanted.Price);
        }

        await db.SaveChangesAsync(cancel);
        return basket.Value;
    }

    /// <summary>Sets a line's number; nothing happens when the line is gone.</summary>
    /// <param name="units">As <see cref="Quantity.Parse"/> lets through.</param>
    public async Task SetAsync(BasketId id, VariantId variant, int units, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, Basket.MostUnits);
        await db.BasketLines.Where(l => l.Basket == id && l.Variant == variant).ExecuteUpdateAsync(set => set.SetProperty(l => l.Quantity, units), cancel);
    }

    public async Task RemoveAsync(BasketId id, VariantId variant, CancellationToken cancel) =>
        await db.BasketLines.Where(l => l.Basket == id && l.Variant == variant).ExecuteDeleteAsync(cancel);

    /// <summary>Puts an order's goods back, as far as they are still sold: for an order that was never paid.</summary>
    public async Task<Outcome<BasketId>> AddAgainAsync(BasketId? id, UserId? user, IReadOnlyList<(VariantId Variant, int Units)> goods, CancellationToken cancel)
    {
        Outcome<BasketId> result = CheckoutRefusals.NotForSale;
        foreach (var (variant, units) in goods)
        {
            var added = await AddAsync(id, user, variant, units, cancel);
            if (!added.Succeeded) continue;
            id = added.Value;
            result = added;
        }

        return result;
    }
}
