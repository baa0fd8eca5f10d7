using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Disputes;

/// <summary>A buyer's cases and what was said in them. They go on when the account is deleted, and are kept as they were for legal claims (Article 17(3)(e)); the order that they point at loses its
/// buyer once it is over.</summary>
public sealed class DisputePersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "disputes";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var cases = await db.Disputes.AsNoTracking()
            .Join(db.Orders.Where(o => o.User == person.User || person.Emails.Contains(o.Email)), d => d.Order, o => o.Id, (d, o) => new { Dispute = d, o.Number })
            .OrderBy(x => x.Dispute.OpenedAtUtc).ToListAsync(cancel);
        var ids = cases.ConvertAll(c => c.Dispute.Id);
        var entries = (await db.DisputeEntries.AsNoTracking().Where(e => ids.Contains(e.Dispute)).OrderBy(e => e.AtUtc).ToListAsync(cancel)).ToLookup(e => e.Dispute);
        return cases.ConvertAll(c => new
        {
            Order = c.Number, c.Dispute.Reason, Ask = c.Dispute.Ask.ToString(), c.Dispute.Status, c.Dispute.Outcome, c.Dispute.DecisionReasons, c.Dispute.OpenedAtUtc, c.Dispute.ClosedAtUtc,
            c.Dispute.AppealedBy, c.Dispute.AppealedAtUtc, c.Dispute.AppealOutcome,
            Entries = entries[c.Dispute.Id].Select(e => new { e.Kind, e.By, e.Text, e.AtUtc, Pictures = e.Files.Count }),
        });
    }

    public Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) => Task.CompletedTask;
}
