using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>What a buyer's bank took back, and what was answered to it. It is kept for legal claims (Article 17(3)(e)), but for the words and pictures of the answer
/// once nothing hangs on them; the order that it points at has lost its buyer.</summary>
public sealed class ChargebackPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "chargebacks";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var own = await Of(person).Join(db.Orders, c => c.Order, o => o.Id, (c, o) => new { Chargeback = c, o.Number }).OrderBy(x => x.Chargeback.OpenedAtUtc).ToListAsync(cancel);
        return own.ConvertAll(x => new
        {
            Order = x.Number, Amount = x.Chargeback.Amount.ToString(), x.Chargeback.Reason, x.Chargeback.State, x.Chargeback.OpenedAtUtc, x.Chargeback.ClosedAtUtc,
            Answer = new { x.Chargeback.Evidence.Statement, x.Chargeback.Evidence.RefundRefusalReason, Pictures = x.Chargeback.Evidence.Files.Count },
        });
    }

    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var chargeback in await Of(person).Where(c => c.ClosedAtUtc != null && c.State != ChargebackState.Unknown).ToListAsync(cancel)) chargeback.Forget();
    }

    private IQueryable<Chargeback> Of(DataSubject person) => db.Chargebacks.Where(c => db.Orders.Any(o => o.Id == c.Order && (o.User == person.User || person.Emails.Contains(o.Email))));
}
