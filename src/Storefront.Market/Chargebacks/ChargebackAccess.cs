using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Chargebacks;

/// <summary>Who may do what with a chargeback: admins everything; merchants of the order see it and give evidence, and hand it in when the order is theirs alone.</summary>
internal static class ChargebackAccess
{
    /// <summary><c>admin</c>, <c>merchant</c>, or null for nobody of the two.</summary>
    public static async Task<string?> DeskOfAsync(this MarketDb db, OrderId order, Actor actor, CancellationToken cancel)
    {
        if (await actor.IsAdminAsync(db, cancel)) return "admin";
        var user = actor.User;
        return await db.Consignments.AnyAsync(c => c.Order == order && db.MerchantMembers.Any(m => m.Merchant == c.Merchant && m.User == user), cancel) ? "merchant" : null;
    }

    public static async Task<bool> IsAloneAsync(this MarketDb db, OrderId order, Actor actor, CancellationToken cancel)
    {
        var user = actor.User;
        return !await db.Consignments.AnyAsync(c => c.Order == order && !db.MerchantMembers.Any(m => m.Merchant == c.Merchant && m.User == user), cancel);
    }
}
