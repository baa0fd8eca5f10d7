using Microsoft.EntityFrameworkCore;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Data.Outbox;

namespace Storefront.Orders;

/// <summary>Writes to a merchant what became of its licence, and why.</summary>
public sealed class LicenceJudgedHandler(MarketDb db, TimeProvider clock) : IHandle<LicenceJudged>
{
    private const string Template = "licence-judged";

    public async Task HandleAsync(LicenceJudged message, CancellationToken cancel)
    {
        var key = $"{message.Licence:N}-{message.Status}";
        var notice = $"{Template}:{key}";
        if (await db.Notices.AnyAsync(n => n.Key == notice, cancel)) return;
        var licence = await db.MerchantLicences.AsNoTracking().Where(l => l.Id == message.Licence).Select(l => new { l.Merchant, l.Number, l.Reason }).SingleAsync(cancel);
        await db.WriteToMerchantAsync(licence.Merchant, null, Template, key, "/office/licences", clock.GetUtcNow().UtcDateTime, cancel, ("status", message.Status.ToString()), ("licence", licence.Number), ("reason", message.Status == LicenceStatus.Approved ? "none" : licence.Reason ?? "none"));
        await db.SaveChangesAsync(cancel);
    }
}
