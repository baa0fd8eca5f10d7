using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Checkout;

/// <summary>At sign-in the basket that was filled as a guest and the one that the account has become one: the account's. Nothing is lost; what
/// lies in both is not added up but taken as the larger number, because most often it was put in twice by the same hand.</summary>
public sealed class JoinBaskets(MarketDb db, TimeProvider clock)
{
    /// <param name="guest">The browser's basket, or null for none.</param>
    /// <returns>The basket to go on with, or null for none.</returns>
    public async Task<BasketId?> RunAsync(BasketId? guest, UserId user, CancellationToken cancel)
    {
        var joined = await db.AtomicallyAsync<BasketId?>(
            async () =>
            {
                var known = guest is { } id ? await db.Baskets.SingleOrDefaultAsync(b => b.Id == id, cancel) : null;
                // A basket of somebody else who used this browser is theirs.
                if (known?.User is { } other && other != user) known = null;
                var own = await db.Baskets.Where(b => b.User == user && (known == null || b.Id != known.Id)).OrderByDescending(b => b.ChangedAtUtc).FirstOrDefaultAsync(cancel);
                if (known is null || known.User == user) return Outcome<BasketId?>.Of(known?.Id ?? own?.Id);
                if (own is null)
                {
                    known.BelongsTo(user, clock.GetUtcNow().UtcDateTime);
                    return Outcome<BasketId?>.Of(known.Id);
                }

                await MoveAsync(known.Id, own.Id, cancel);
                if (known.Codes is { } given) own.Carry([.. (own.Codes ?? []).Except(given), .. given]);
                own.BelongsTo(user, clock.GetUtcNow().UtcDateTime);
                return Outcome<BasketId?>.Of(own.Id);
            },
            cancel);
        return joined.Succeeded ? joined.Value : guest;
    }

    private async Task MoveAsync(BasketId from, BasketId to, CancellationToken cancel)
    {
        var lines = await db.BasketLines.Where(l => l.Basket == from || l.Basket == to).OrderBy(l => l.AddedAtUtc).ToListAsync(cancel);
        var kept = lines.Where(l => l.Basket == to).ToDictionary(l => l.Variant);
        foreach (var line in lines.Where(l => l.Basket == from))
        {
            db.BasketLines.Remove(line);
            if (kept.TryGetValue(line.Variant, out var same)) same.Set(Math.Max(same.Quantity, line.Quantity), line.SeenPrice);
            else if (kept.Count < Basket.MostLines)
            {
                var moved = BasketLine.Of(to, line.Variant, line.Listing, line.Merchant, line.Quantity, line.SeenPrice, line.AddedAtUtc);
                db.BasketLines.Add(moved);
                kept.Add(moved.Variant, moved);
            }
        }
    }
}
