using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Discounts;

/// <summary>Uses of codes, each counted by one conditional update of the code's row inside its order's transaction: of two buyers who want the last one, the second finds no row.</summary>
internal static class DiscountUses
{
    /// <summary>Takes one use for an order that is being placed. The code's row stays locked until the commit, so what is asked after it about the same buyer is still true then.</summary>
    /// <returns>False where the code has gone meanwhile, for everybody or for this buyer; nothing may be committed then.</returns>
    public static async Task<bool> ReserveAsync(this MarketDb db, DiscountUse use, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(use.AtUtc);
        var taken = await db.DiscountCodes
            .Where(c => c.Id == use.Code && c.StoppedAtUtc == null && (c.From == null || c.From <= today) && (c.To == null || c.To >= today) && c.Uses < (c.MostUses ?? DiscountCode.MostUsesEver))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Uses, c => c.Uses + 1), cancel);
        if (taken == 0) return false;
        var (user, email) = (use.User, use.Email);
        // Each by its own key: asked in one breath a database would go through all uses of the code.
        if (await db.DiscountCodes.AnyAsync(c => c.Id == use.Code && c.OncePerBuyer
            && (db.DiscountUses.Any(u => u.Code == use.Code && u.Email == email) || (user != null && db.DiscountUses.Any(u => u.Code == use.Code && u.User == user))), cancel)) return false;
        db.DiscountUses.Add(use);
        return true;
    }

    /// <summary>Gives the uses of an order back that was never paid. The code's row first, as when one is taken, so that the two wait for each other in one order.</summary>
    public static async Task ReturnUsesAsync(this MarketDb db, OrderId order, CancellationToken cancel)
    {
        foreach (var code in await db.DiscountUses.Where(u => u.Order == order).OrderBy(u => u.Code).Select(u => u.Code).ToListAsync(cancel))
        {
            var returned = await db.DiscountCodes.Where(c => c.Id == code && db.DiscountUses.Any(u => u.Order == order && u.Code == code)).ExecuteUpdateAsync(set => set.SetProperty(c => c.Uses, c => c.Uses - 1), cancel);
            if (returned > 0) await db.DiscountUses.Where(u => u.Order == order && u.Code == code).ExecuteDeleteAsync(cancel);
        }
    }
}
