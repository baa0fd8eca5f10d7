using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>An admin makes another person an admin, or takes that away. The market never stays without one: whoever takes an admin away changes
/// the role's row too, so that of two who do it at once the second counts again.</summary>
public sealed class ChangeAdmin(MarketDb db, TimeProvider clock)
{
    /// <summary>An address that nobody has confirmed may be anybody's.</summary>
    public static readonly Refusal NotConfirmed = new("account.other-not-confirmed");

    public Task<Outcome<Done>> GrantAsync(UserId user, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Value && u.ErasedAtUtc == null, cancel) is not { } person) return AccountRefusals.NotFound;
        if (!person.EmailConfirmed) return NotConfirmed;
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.Admin, cancel);
        if (await db.UserRoles.AnyAsync(r => r.RoleId == role.Id && r.UserId == user.Value, cancel)) return default(Done);
        db.UserRoles.Add(new() { RoleId = role.Id, UserId = user.Value });
        db.AuditLog.Add(AuditEntry.Of(actor.User, "GrantAdmin", $"user {user.Value}", null, clock.GetUtcNow().UtcDateTime));
        return default(Done);
    }, cancel);

    public Task<Outcome<Done>> RevokeAsync(UserId user, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.Admin, cancel);
        var admins = await db.UserRoles.Where(r => r.RoleId == role.Id).ToListAsync(cancel);
        if (admins.Find(r => r.UserId == user.Value) is not { } grant) return default(Done);
        if (admins.Count == 1) return AccountRefusals.LastAdmin;
        role.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        db.UserRoles.Remove(grant);
        db.AuditLog.Add(AuditEntry.Of(actor.User, "RevokeAdmin", $"user {user.Value}", null, clock.GetUtcNow().UtcDateTime));
        return default(Done);
    }, cancel);
}
