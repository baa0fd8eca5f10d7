using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <param name="Merchant">Name of the shop that the person works for, or null.</param>
public sealed record UserRow(UserId Id, string Email, bool IsConfirmed, bool IsAdmin, bool HasSecondFactor, string? Merchant, DateTime CreatedAtUtc, DateTime? ErasedAtUtc);

/// <summary>The people who sign in, for admins.</summary>
public sealed class UserRegister(MarketDb db)
{
    /// <summary>Newest first.</summary>
    /// <param name="find">Part of a mail address; null for all.</param>
    public async Task<Outcome<Page<UserRow>>> ListAsync(Actor actor, string? find, bool adminsOnly, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var admins = db.UserRoles.Join(db.Roles.Where(r => r.Name == Roles.Admin), ur => ur.RoleId, r => r.Id, (ur, _) => ur.UserId);
        var rows = db.Users.AsNoTracking();
        if (adminsOnly) rows = rows.Where(u => admins.Contains(u.Id));
        if (!string.IsNullOrWhiteSpace(find))
        {
            var text = find.Trim().ToUpperInvariant();
            rows = rows.Where(u => u.NormalizedEmail!.Contains(text));
        }

        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last)) rows = rows.Where(u => u.CreatedAtUtc < key.AtUtc || (u.CreatedAtUtc == key.AtUtc && u.Id < last));
        var found = await rows.OrderByDescending(u => u.CreatedAtUtc).ThenByDescending(u => u.Id).Take(PageKey.Size + 1)
            .Select(u => new { u.Id, u.Email, u.EmailConfirmed, u.TwoFactorEnabled, IsAdmin = admins.Contains(u.Id), u.CreatedAtUtc, u.ErasedAtUtc }).ToListAsync(cancel);
        var ids = found.ConvertAll(u => new UserId(u.Id));
        var shops = (await db.MerchantMembers.AsNoTracking().Where(m => ids.Contains(m.User)).Join(db.Merchants, m => m.Merchant, m => m.Id, (member, merchant) => new { member.User, merchant.Name }).ToListAsync(cancel))
            .ToLookup(m => m.User, m => m.Name);
        return PageKey.Cut(
            found.ConvertAll(u => new UserRow(new UserId(u.Id), u.Email ?? "", u.EmailConfirmed, u.IsAdmin, u.TwoFactorEnabled, shops[new UserId(u.Id)].FirstOrDefault(), u.CreatedAtUtc, u.ErasedAtUtc)),
            u => new PageKey(u.CreatedAtUtc, u.Id.Value.ToString()));
    }
}
