using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Merchants;

/// <summary>Which shops somebody works for. A shop that trades cannot lose its owner.</summary>
public sealed class MemberPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "shops";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel) =>
        await Of(person).Join(db.Merchants, m => m.Merchant, m => m.Id, (m, shop) => new { shop.Name, shop.Status, m.IsOwner }).ToListAsync(cancel);

    public async Task<Refusal?> HurdleAsync(DataSubject person, CancellationToken cancel) =>
        await Of(person).Where(m => m.IsOwner).Join(db.Merchants, m => m.Merchant, m => m.Id, (_, shop) => shop)
            .AnyAsync(shop => shop.Status == MerchantStatus.Applied || shop.Status == MerchantStatus.Approved || shop.Status == MerchantStatus.Suspended, cancel)
            ? AccountRefusals.OwnsShop
            : null;

    public Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) => Of(person).ExecuteDeleteAsync(cancel);

    private IQueryable<MerchantMember> Of(DataSubject person) => db.MerchantMembers.AsNoTracking().Where(m => m.User == person.User);
}
