using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Notices;

namespace Storefront.Payouts;

/// <summary>What a merchant is written about its payouts.</summary>
internal static class PayoutNotices
{
    public static async Task TellMerchantAsync(
        this MarketDb db, MerchantId merchant, string to, string template, string key, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values)
    {
        var owner = (await db.MerchantMembers.AsNoTracking().Where(m => m.Merchant == merchant && m.IsOwner).OrderBy(m => m.User).FirstOrDefaultAsync(cancel))?.User.Value;
        var language = owner is null ? null : await db.Users.Where(u => u.Id == owner).Select(u => u.Language).FirstOrDefaultAsync(cancel);
        var all = new Dictionary<string, string> { ["link"] = "/office/payouts" };
        foreach (var (name, value) in values) all[name] = value;
        db.Notices.Add(Notice.Of($"{template}:{key}", template, to, language ?? "en", all, nowUtc));
    }
}
