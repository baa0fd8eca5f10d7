using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Discounts;

/// <param name="Code">As it was typed.</param>
/// <param name="Share">Off the goods, from 1 to 100 % in hundredths; null with an amount.</param>
/// <param name="Amount">Off the goods, in the shop's currency; null with a share.</param>
/// <param name="Least">Goods of the shop that must be in the basket, in its currency; null for any.</param>
/// <param name="From">First day, in UTC; null: today.</param>
/// <param name="To">Last day, in UTC; null: without an end.</param>
/// <param name="MostUses">In all; null: any number.</param>
public sealed record DiscountDraft(string Code, PartsPerMillion? Share, Money? Amount, Money? Least = null, DateOnly? From = null, DateOnly? To = null, int? MostUses = null, bool OncePerBuyer = false);

/// <summary>A merchant makes a code. What it is worth is not changed afterwards: another is made, and the old one stopped.</summary>
public sealed class MakeDiscountCode(MarketDb db, TimeProvider clock)
{
    /// <summary>Most that an amount may be, in minor units of any currency: far above a basket, and inside what 64 bits multiply.</summary>
    public const long MostMinor = 1_000_000_000_000;

    public async Task<Outcome<DiscountCodeId>> RunAsync(MerchantId merchant, DiscountDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        var currency = await db.Merchants.Where(m => m.Id == merchant).Select(m => m.Currency).SingleAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!DiscountCode.TryTidy(draft.Code, out var tidy)) return DiscountRefusals.CodeUnreadable;
        if (WhatIsWrong(draft, currency, DateOnly.FromDateTime(now)) is { } wrong) return wrong;
        if (await db.DiscountCodes.AnyAsync(c => c.Code == tidy && c.Merchant == merchant, cancel)) return DiscountRefusals.CodeTaken;
        var code = DiscountCode.Of(merchant, currency, draft with { Code = tidy }, actor.User, now);
        db.DiscountCodes.Add(code);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(MakeDiscountCode), $"discount code {tidy} of merchant {merchant.Value:N}", draft.Share is { } share ? $"{share.AsPercent} %" : $"{draft.Amount}", now));
        try
        {
            await db.SaveChangesAsync(cancel);
            return code.Id;
        }
        catch (DbUpdateException)
        {
            // A colleague made it at the same moment; anything else is thrown on.
            db.ChangeTracker.Clear();
            if (await db.DiscountCodes.AnyAsync(c => c.Code == tidy && c.Merchant == merchant, cancel)) return DiscountRefusals.CodeTaken;
            throw;
        }
    }

    private static Refusal? WhatIsWrong(DiscountDraft draft, Currency currency, DateOnly today) =>
        draft.Share is null == draft.Amount is null ? DiscountRefusals.OneKind
        : draft.Share is { Value: < 10_000 or > 1_000_000 } || draft.Share?.Value % DiscountCode.Step > 0 ? DiscountRefusals.ShareOutside
        : draft.Amount is { } amount && (amount.Currency != currency || amount.Minor is < 1 or > MostMinor) ? DiscountRefusals.AmountOutside(currency)
        : draft.Least is { } least && (least.Currency != currency || least.Minor is < 1 or > MostMinor) ? DiscountRefusals.LeastOutside(currency)
        : draft.To is { } to && (to < today || to < draft.From) ? DiscountRefusals.DaysOutside
        : draft.MostUses is < 1 or > DiscountCode.MostUsesEver ? DiscountRefusals.UsesOutside
        : null;
}
