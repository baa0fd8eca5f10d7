using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Returns;

/// <summary>A buyer's returns. They go on when the account is deleted, and are kept as they were for legal claims (Article 17(3)(e)); the order that they point at loses its buyer once it is over.</summary>
public sealed class ReturnPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "returns";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var found = await db.Returns.AsNoTracking().Include(r => r.Lines)
            .Join(db.Orders.Where(o => o.User == person.User || person.Emails.Contains(o.Email)), r => r.Order, o => o.Id, (r, o) => new { Return = r, o.Number })
            .OrderBy(x => x.Return.RequestedAtUtc).ToListAsync(cancel);
        return found.ConvertAll(x => new
        {
            Order = x.Number, x.Return.Number, x.Return.Reason, x.Return.Note, x.Return.Status, x.Return.Answer, x.Return.Carrier, x.Return.TrackingNumber, GivenBack = x.Return.GivenBack.ToString(),
            PostageAsked = x.Return.PostageAskedMinor is { } asked ? new Money(asked, x.Return.GivenBack.Currency).ToString() : null, PostageGranted = x.Return.PostageGranted.ToString(), x.Return.PostageAnswer, x.Return.PostagePaidAtUtc,
            x.Return.RequestedAtUtc, x.Return.ReceivedAtUtc, x.Return.ClosedAtUtc, Lines = x.Return.Lines.Select(l => new { l.Units, l.AcceptedUnits, l.Condition, l.DeductionReason }),
        });
    }

    public Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) => Task.CompletedTask;
}
