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

    public Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) => db.Notices.Where(n => person.Emails.Contains(n.To)).ExecuteDeleteAsync(cancel);
}
