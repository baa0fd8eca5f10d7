using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Accounts;

/// <summary>The signed-in person who asks for an operation. What it may do is looked up when it asks, so that a role taken away is
/// gone at once, even inside an open office page.</summary>
public readonly record struct Actor(UserId User)
{
    public async Task<bool> WorksForAsync(MerchantId merchant, MarketDb db, CancellationToken cancel)
    {
        var user = User;
        return await db.MerchantMembers.AnyAsync(m => m.Merchant == merchant && m.User == user, cancel);
    }

    public async Task<bool> IsAdminAsync(MarketDb db, CancellationToken cancel)
    {
        var id = User.Value;
        return await db.UserRoles.Join(db.Roles, ur => ur.RoleId, r => r.Id, (ur, r) => new { ur.UserId, r.Name })
            .AnyAsync(x => x.UserId == id && x.Name == Roles.Admin, cancel);
    }
}
