using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Discounts;

/// <summary>Which codes a buyer redeemed. Who is gone is counted still and known no more.</summary>
public sealed class DiscountPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "discounts";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel) =>
        await Of(person).AsNoTracking()
            .Join(db.DiscountCodes, u => u.Code, c => c.Id, (u, c) => new { Use = u, c.Code })
            .Join(db.Merchants, x => x.Use.Merchant, m => m.Id, (x, m) => new { x.Code, Seller = m.Name, OffMinor = x.Use.Off.Minor, Currency = x.Use.Off.Currency, x.Use.AtUtc })
            .OrderBy(x => x.AtUtc).ToListAsync(cancel);

    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) =>
        await Of(person).ExecuteUpdateAsync(set => set.SetProperty(u => u.User, (UserId?)null).SetProperty(u => u.Email, (string?)null), cancel);

    private IQueryable<DiscountUse> Of(DataSubject person)
    {
        var keys = person.Emails.Select(EmailAddress.Key).ToList();
        return db.DiscountUses.Where(u => u.User == person.User || (u.Email != null && keys.Contains(u.Email)));
    }
}
