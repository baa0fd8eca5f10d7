using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Notices;

namespace Storefront.Returns;

/// <summary>What a merchant is written about goods that come back.</summary>
internal static class ReturnNotices
{
    public static async Task TellMerchantAsync(this MarketDb db, Return it, string orderNumber, string template, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values)
    {
        var to = await db.Merchants.AsNoTracking().Where(m => m.Id == it.Merchant).Select(m => m.Email).SingleAsync(cancel);
        var owner = (await db.MerchantMembers.AsNoTracking().Where(m => m.Merchant == it.Merchant && m.IsOwner).OrderBy(m => m.User).FirstOrDefaultAsync(cancel))?.User.Value;
        var language = owner is null ? null : await db.Users.Where(u => u.Id == owner).Select(u => u.Language).FirstOrDefaultAsync(cancel);
        var all = new Dictionary<string, string> { ["number"] = orderNumber, ["link"] = $"/office/returns/{it.Id.Value:D}" };
        foreach (var (name, value) in values) all[name] = value;
        db.Notices.Add(Notice.Of($"{template}:{it.Id.Value:N}", template, to, language ?? "en", all, nowUtc));
    }
}
