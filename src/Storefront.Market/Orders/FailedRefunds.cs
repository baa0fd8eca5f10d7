using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

public sealed record FailedRefund(Guid Id, string OrderNumber, Money Amount, string? FailureCode, DateTime FailedAtUtc);

/// <summary>Refunds that the provider refused for good: the money is owed to a buyer and a person must act.</summary>
public sealed class FailedRefunds(MarketDb db)
{
    private const int Shown = 20;

    public async Task<Outcome<ToDo<FailedRefund>>> ListAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var failed = db.Refunds.AsNoTracking().Where(r => r.Status == RefundStatus.Failed);
        var first = await failed.OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id).Take(Shown)
            .Select(r => new { r.Id, Number = db.Orders.Where(o => o.Id == r.Order).Select(o => o.Number).First(), r.Amount, r.FailureCode, r.SettledAtUtc, r.CreatedAtUtc }).ToListAsync(cancel);
        return new ToDo<FailedRefund>(await failed.CountAsync(cancel), first.ConvertAll(r => new FailedRefund(r.Id, r.Number, r.Amount, r.FailureCode, r.SettledAtUtc ?? r.CreatedAtUtc)));
    }
}
