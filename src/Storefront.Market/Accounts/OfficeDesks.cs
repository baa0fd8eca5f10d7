using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Accounts;

/// <summary>Who sits in the office, and at which desks.</summary>
/// <param name="Merchant">The shop that the person works for or has applied with; null for none.</param>
public sealed record Desks(UserId User, string Email, string Language, bool IsAdmin, MerchantDesk? Merchant);

/// <param name="StatusReason">What an admin told when the application was refused or the shop was stopped.</param>
public sealed record MerchantDesk(MerchantId Id, string Slug, string Name, Country Country, Currency Currency, MerchantStatus Status, string? StatusReason, DateTime AppliedAtUtc)
{
    public bool MaySell => Status == MerchantStatus.Approved;
}

/// <summary>Tells a signed-in person which desks of the office are theirs.</summary>
public sealed class OfficeDesks(MarketDb db)
{
    /// <returns>A refusal when the account is gone.</returns>
    public async Task<Outcome<Desks>> OfAsync(Actor actor, CancellationToken cancel)
    {
        var user = actor.User;
        if (await db.Users.AsNoTracking().Where(u => u.Id == user.Value).Select(u => new { u.Email, u.Language }).SingleOrDefaultAsync(cancel) is not { } person) return AccountRefusals.NotFound;
        var merchant = await db.MerchantMembers.AsNoTracking().Where(m => m.User == user)
            .Join(db.Merchants, m => m.Merchant, m => m.Id, (_, m) => m)
            .OrderBy(m => m.AppliedAtUtc)
            .Select(m => new { m.Id, m.Slug, m.Name, m.Address, m.Currency, m.Status, m.StatusReason, m.AppliedAtUtc }).FirstOrDefaultAsync(cancel);
        var desk = merchant is null ? null : new MerchantDesk(merchant.Id, merchant.Slug, merchant.Name, merchant.Address.Country, merchant.Currency, merchant.Status, merchant.StatusReason, merchant.AppliedAtUtc);
        return new Desks(user, person.Email ?? "", person.Language, await actor.IsAdminAsync(db, cancel), desk);
    }
}
