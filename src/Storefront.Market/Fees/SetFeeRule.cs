using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Fees;

/// <param name="Merchant">Null: every shop.</param>
/// <param name="Category">Null: every category.</param>
public sealed record FeeRuleDraft(MerchantId? Merchant, string? Category, PartsPerMillion Rate, DateOnly From);

/// <summary>An admin sets a commission from a day on, or ends a rule. Nothing that lies behind is changed.</summary>
public sealed class SetFeeRule(MarketDb db, FollowFees follow, TimeProvider clock)
{
    /// <summary>Half of the sale; more is a slip of the keyboard.</summary>
    public static readonly PartsPerMillion Highest = new(500_000);

    public async Task<Outcome<Done>> AddAsync(FeeRuleDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (draft.Rate.Value < 0 || draft.Rate.Value > Highest.Value) return FeeRefusals.RateOutside;
        var now = clock.GetUtcNow().UtcDateTime;
        if (draft.From < DateOnly.FromDateTime(now)) return FeeRefusals.DayBehind;
        if (draft.Category is { } category && !await db.Categories.AnyAsync(c => c.Key == category, cancel)) return FeeRefusals.CategoryUnknown;
        if (draft.Merchant is { } merchant && !await db.Merchants.AnyAsync(m => m.Id == merchant, cancel)) return MerchantRefusals.NotFound;
        if (await db.FeeRules.AnyAsync(r => r.Merchant == draft.Merchant && r.Category == draft.Category && r.From == draft.From && (r.To == null || r.To >= r.From), cancel)) return FeeRefusals.SameDay;

        var rule = FeeRule.Of(draft.Merchant, draft.Category, draft.Rate, draft.From, actor.User, now);
        db.FeeRules.Add(rule);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetFeeRule), Subject(rule), $"{rule.Rate.AsPercent} % from {rule.From:yyyy-MM-dd}", now));
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return default(Done);
    }

    /// <param name="last">Its last day: today or later. For a rule that has not begun, any day before its first takes it away.</param>
    public async Task<Outcome<Done>> EndAsync(Guid id, DateOnly last, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.FeeRules.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rule) return FeeRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        if (rule.To is { } to && to < today) return FeeRefusals.Ended;
        if (last < today && rule.From <= today) return FeeRefusals.DayBehind;
        rule.End(last);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetFeeRule), Subject(rule), $"ends on {last:yyyy-MM-dd}", now));
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    private static string Subject(FeeRule rule) => $"commission of {(rule.Merchant is { } m ? $"merchant {m.Value:N}" : "all merchants")}, {rule.Category ?? "all categories"}";
}
