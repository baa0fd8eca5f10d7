using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Discounts;

public enum DiscountStanding
{
    /// <summary>Its first day is still to come.</summary>
    Coming,
    Valid,

    /// <summary>Its last day is behind.</summary>
    Expired,
    UsedUp,
    Stopped,
}

/// <param name="Share">Null for a fixed amount.</param>
/// <param name="Amount">Null for a share.</param>
public sealed record DiscountRow(
    DiscountCodeId Id, string Code, PartsPerMillion? Share, Money? Amount, Money? Least, DateOnly? From, DateOnly? To, int Uses, int? MostUses, bool OncePerBuyer, DateTime MadeAtUtc, DiscountStanding Standing);

/// <summary>A merchant's codes, newest first.</summary>
public sealed class MerchantDiscounts(MarketDb db, TimeProvider clock)
{
    /// <param name="isStopped">Those that were stopped, or the others.</param>
    /// <param name="after">Key of the page before; null for the first.</param>
    public async Task<Outcome<Page<DiscountRow>>> ListAsync(MerchantId merchant, Actor actor, bool isStopped, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        var codes = db.DiscountCodes.AsNoTracking().Where(c => c.Merchant == merchant && c.StoppedAtUtc != null == isStopped);
        if (PageKey.Parse(after) is { } last) codes = codes.Where(c => c.MadeAtUtc < last.AtUtc || (c.MadeAtUtc == last.AtUtc && c.Code.CompareTo(last.Name) > 0));
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var rows = await codes.OrderByDescending(c => c.MadeAtUtc).ThenBy(c => c.Code).Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(rows.ConvertAll(c => Row(c, today)), r => new PageKey(r.MadeAtUtc, r.Code));
    }

    private static DiscountRow Row(DiscountCode code, DateOnly today) => new(
        code.Id, code.Code, code.Share, In(code.AmountMinor, code.Currency), In(code.LeastMinor, code.Currency), code.From, code.To, code.Uses, code.MostUses, code.OncePerBuyer, code.MadeAtUtc,
        code.StoppedAtUtc is not null ? DiscountStanding.Stopped
        : code.To < today ? DiscountStanding.Expired
        : code.Uses >= code.MostUses ? DiscountStanding.UsedUp
        : code.From > today ? DiscountStanding.Coming
        : DiscountStanding.Valid);

    private static Money? In(long? minor, Currency currency) => minor is { } some ? new Money(some, currency) : null;
}
