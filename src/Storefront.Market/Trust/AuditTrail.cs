using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Trust;

/// <param name="Act">Name of the operation; null for all.</param>
/// <param name="Find">Part of the subject, or a whole mail address of who acted; null for all.</param>
public sealed record AuditQuery(string? Act = null, string? Find = null, string? After = null);

/// <param name="Who">Mail address of who acted; null for a worker or an account that is gone.</param>
public sealed record AuditRow(Guid Id, string? Who, string Act, string Subject, string? Detail, DateTime AtUtc);

/// <summary>Who did what, for admins to read. Nothing in it can be changed.</summary>
public sealed class AuditTrail(MarketDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<AuditRow>>> ListAsync(Actor actor, AuditQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.AuditLog.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(query.Act)) rows = rows.Where(e => e.Act == query.Act);
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim();
            var mail = text.ToUpperInvariant();
            var users = (await db.Users.AsNoTracking().Where(u => u.NormalizedEmail == mail).Select(u => u.Id).ToListAsync(cancel)).ConvertAll(id => (UserId?)new UserId(id));
            rows = rows.Where(e => e.Subject.Contains(text) || users.Contains(e.User));
        }

        if (PageKey.Parse(query.After) is { } after && Guid.TryParse(after.Name, out var last)) rows = rows.Where(e => e.AtUtc < after.AtUtc || (e.AtUtc == after.AtUtc && e.Id < last));
        var found = await rows.OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id).Take(PageKey.Size + 1).ToListAsync(cancel);
        var ids = found.Where(e => e.User is not null).Select(e => e.User!.Value.Value).Distinct().ToList();
        var mails = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.Email }).ToDictionaryAsync(u => u.Id, u => u.Email, cancel);
        return PageKey.Cut(
            found.ConvertAll(e => new AuditRow(e.Id, e.User is { } user ? mails.GetValueOrDefault(user.Value) : null, e.Act, e.Subject, e.Detail, e.AtUtc)),
            e => new PageKey(e.AtUtc, e.Id.ToString()));
    }

    /// <summary>Every kind of act in the log, for the filter.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ActsAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.AuditLog.AsNoTracking().Select(e => e.Act).Distinct().OrderBy(a => a).ToListAsync(cancel);
    }
}
