using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Checkout;

/// <summary>Baskets, and the walks through checkout with the addresses that were typed there.</summary>
public sealed class CheckoutPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "checkout";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel) => new
    {
        Basket = await db.Baskets.Where(b => b.User == person.User).Join(db.BasketLines, b => b.Id, l => l.Basket, (_, l) => l).OrderBy(l => l.AddedAtUtc)
            .Select(l => new { Listing = l.Listing.Value, Variant = l.Variant.Value, l.Quantity, l.AddedAtUtc }).ToListAsync(cancel),
        Attempts = await db.CheckoutAttempts.AsNoTracking().Where(a => a.User == person.User || person.Emails.Contains(a.Email)).OrderBy(a => a.CreatedAtUtc)
            .Select(a => new { a.CreatedAtUtc, a.Email, a.ShipTo, a.Gift }).ToListAsync(cancel),
    };

    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel)
    {
        await db.CheckoutAttempts.Where(a => a.User == person.User || person.Emails.Contains(a.Email)).ExecuteDeleteAsync(cancel);
        await db.BasketLines.Where(l => db.Baskets.Any(b => b.Id == l.Basket && b.User == person.User)).ExecuteDeleteAsync(cancel);
        await db.Baskets.Where(b => b.User == person.User).ExecuteDeleteAsync(cancel);
    }
}
