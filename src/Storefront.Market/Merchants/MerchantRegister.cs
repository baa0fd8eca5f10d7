using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;

namespace Storefront.Merchants;

/// <param name="Find">Part of the name, the mail address or the trade register entry; null for all.</param>
public sealed record MerchantQuery(MerchantStatus Status, string? Find = null, string? After = null);

public sealed record MerchantRow(MerchantId Id, string Slug, string Name, Country Country, Currency Currency, MerchantStatus Status, DateTime AppliedAtUtc, DateTime? ApprovedAtUtc);

/// <summary>A shop as an admin judges it.</summary>
/// <param name="Owed">What the books owe it, in its currency; negative when it owes.</param>
public sealed record MerchantFile(
    MerchantId Id, string Slug, MerchantStatus Status, string? StatusReason, DateTime AppliedAtUtc, DateTime? ApprovedAtUtc, MerchantProfile Profile, IReadOnlyList<MemberSheet> Members, Money Owed);

public sealed record MemberSheet(UserId User, string? Email, bool IsOwner, DateTime CreatedAtUtc);

/// <summary>The market's merchants, for admins.</summary>
public sealed class MerchantRegister(MarketDb db)
{
    /// <summary>Applications oldest first, all others newest first.</summary>
    public async Task<Outcome<Page<MerchantRow>>> ListAsync(Actor actor, MerchantQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.Merchants.AsNoTracking().Where(m => m.Status == query.Status);
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database compares; it knows no .NET culture.
            rows = rows.Where(m => m.Name.ToLower().Contains(text) || m.Email.ToLower().Contains(text) || m.Registration.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
        }

        var waiting = query.Status == MerchantStatus.Applied;
        if (PageKey.Parse(query.After) is { } after)
        {
            rows = waiting
                ? rows.Where(m => m.AppliedAtUtc > after.AtUtc || (m.AppliedAtUtc == after.AtUtc && m.Slug.CompareTo(after.Name) > 0))
                : rows.Where(m => m.AppliedAtUtc < after.AtUtc || (m.AppliedAtUtc == after.AtUtc && m.Slug.CompareTo(after.Name) > 0));
        }

        rows = waiting ? rows.OrderBy(m => m.AppliedAtUtc).ThenBy(m => m.Slug) : rows.OrderByDescending(m => m.AppliedAtUtc).ThenBy(m => m.Slug);
        var found = await rows.Take(PageKey.Size + 1).Select(m => new { m.Id, m.Slug, m.Name, m.Address, m.Currency, m.Status, m.AppliedAtUtc, m.ApprovedAtUtc }).ToListAsync(cancel);
        return PageKey.Cut(
            found.ConvertAll(m => new MerchantRow(m.Id, m.Slug, m.Name, m.Address.Country, m.Currency, m.Status, m.AppliedAtUtc, m.ApprovedAtUtc)),
            m => new PageKey(m.AppliedAtUtc, m.Slug));
    }

    public async Task<Outcome<IReadOnlyDictionary<MerchantStatus, int>>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.Merchants.AsNoTracking().GroupBy(m => m.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
    }

    public async Task<Outcome<MerchantFile>> OpenAsync(MerchantId id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } merchant) return MerchantRefusals.NotFound;
        var members = await db.MerchantMembers.AsNoTracking().Where(m => m.Merchant == id).OrderByDescending(m => m.IsOwner).ThenBy(m => m.User).ToListAsync(cancel);
        var users = members.ConvertAll(m => m.User.Value);
        var people = await db.Users.AsNoTracking().Where(u => users.Contains(u.Id)).Select(u => new { u.Id, u.Email, u.CreatedAtUtc }).ToDictionaryAsync(u => u.Id, cancel);
        var owner = id.Value.ToString("N");
        var owed = await db.BalanceAsync(AccountKind.MerchantPayable, owner, merchant.Currency, null, cancel);
        return new MerchantFile(
            id, merchant.Slug, merchant.Status, merchant.StatusReason, merchant.AppliedAtUtc, merchant.ApprovedAtUtc, MerchantProfile.Of(merchant),
            members.ConvertAll(m => people.TryGetValue(m.User.Value, out var person) ? new MemberSheet(m.User, person.Email, m.IsOwner, person.CreatedAtUtc) : new MemberSheet(m.User, null, m.IsOwner, merchant.AppliedAtUtc)),
            -owed);
    }
}
