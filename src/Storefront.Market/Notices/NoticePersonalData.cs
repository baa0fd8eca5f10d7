using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Notices;

/// <summary>The mails that somebody was sent, without the links in them.</summary>
public sealed class NoticePersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "notices";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var notices = await db.Notices.AsNoTracking().Where(n => person.Emails.Contains(n.To)).OrderBy(n => n.CreatedAtUtc).ThenBy(n => n.Id).ToListAsync(cancel);
        return notices.ConvertAll(n => new { n.Template, n.To, n.Language, n.CreatedAtUtc, n.SentAtUtc, Values = n.Values.Where(v => v.Key != "link").ToDictionary() });
    }

    /// <summary>What has not gone out yet about an order still goes: the order may be under way. It is deleted with the order's buyer, as are the mails about it that come later.</summary>
    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel)
    {
        // In the same save as all else that goes: the orders take those about them along as well.
        var mails = await db.Notices.Where(n => person.Emails.Contains(n.To)).ToListAsync(cancel);
        db.Notices.RemoveRange(mails.Where(n => n.SentAtUtc is not null || !n.Values.ContainsKey(Notice.Number)));
    }
}
