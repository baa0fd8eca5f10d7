using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Notices;

namespace Storefront.Orders;

/// <summary>What a merchant is written, in the language of its owner.</summary>
internal static class MerchantNotices
{
    /// <param name="to">Null for the shop's own address.</param>
    /// <param name="key">The fact, unique with the template.</param>
    /// <param name="link">Of the office's page about it.</param>
    public static async Task WriteToMerchantAsync(
        this MarketDb db, MerchantId merchant, string? to, string template, string key, string link, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values)
    {
        var owner = (await db.MerchantMembers.AsNoTracking().Where(m => m.Merchant == merchant && m.IsOwner).OrderBy(m => m.User).FirstOrDefaultAsync(cancel))?.User.Value;
        var language = owner is null ? null : await db.Users.Where(u => u.Id == owner).Select(u => u.Language).FirstOrDefaultAsync(cancel);
        to ??= await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Email).SingleAsync(cancel);
        var all = new Dictionary<string, string> { ["link"] = link };
        foreach (var (name, value) in values) all[name] = value;
        db.Notices.Add(Notice.Of($"{template}:{key}", template, to, language ?? "en", all, nowUtc));
    }
}
