using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>The account itself: its row stays, empty, because other rows point at it.</summary>
public sealed class AccountData(MarketDb db) : IHoldPersonalData
{
    public string Section => "account";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == person.User.Value, cancel);
        var sessions = await db.UserTokens.AsNoTracking().Where(t => t.UserId == user.Id && t.LoginProvider == Sessions.Provider).Select(t => t.Value).OrderBy(v => v).ToListAsync(cancel);
        var roles = await db.UserRoles.Where(r => r.UserId == user.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync(cancel);
        var addresses = await db.SavedAddresses.AsNoTracking().Where(a => a.User == person.User).OrderBy(a => a.Id).ToListAsync(cancel);
        return new
        {
            user.Id, user.Email, user.EmailConfirmed, user.Language, user.CreatedAtUtc, HasSecondFactor = user.TwoFactorEnabled, Roles = roles, SignedInSince = sessions,
            Addresses = addresses.Select(a => new { a.Address, a.IsDefault, a.ChangedAtUtc }),
        };
    }

    public async Task<Refusal?> HurdleAsync(DataSubject person, CancellationToken cancel)
    {
        var admins = await db.UserRoles.Join(db.Roles.Where(r => r.Name == Roles.Admin), u => u.RoleId, r => r.Id, (u, _) => u.UserId).OrderBy(u => u).Take(2).ToListAsync(cancel);
        return admins is [var only] && only == person.User.Value ? AccountRefusals.LastAdmin : null;
    }

    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel)
    {
        var id = person.User.Value;
        await db.SavedAddresses.Where(a => a.User == person.User).ExecuteDeleteAsync(cancel);
        await db.UserTokens.Where(t => t.UserId == id).ExecuteDeleteAsync(cancel);
        await db.UserClaims.Where(c => c.UserId == id).ExecuteDeleteAsync(cancel);
        await db.UserLogins.Where(l => l.UserId == id).ExecuteDeleteAsync(cancel);
        // As in ChangeAdmin: two last admins who leave at once must meet.
        if (await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Admin && db.UserRoles.Any(u => u.RoleId == r.Id && u.UserId == id), cancel) is { } role) role.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await db.UserRoles.Where(r => r.UserId == id).ExecuteDeleteAsync(cancel);
        (await db.Users.SingleAsync(u => u.Id == id, cancel)).Erase(nowUtc);
    }
}
