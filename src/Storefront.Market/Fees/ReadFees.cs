using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Fees;

public enum FeeRuleStanding
{
    /// <summary>Begins on a later day.</summary>
    Coming,
    Holds,

    /// <summary>Its last day is behind, or it was taken away before its first.</summary>
    Over,
}

/// <param name="Merchant">Null: every shop.</param>
/// <param name="Category">Null: every category.</param>
public sealed record FeeRuleRow(Guid Id, MerchantId? Merchant, string? MerchantName, FeeCategory? Category, PartsPerMillion Rate, DateOnly From, DateOnly? To, DateTime SetAtUtc, FeeRuleStanding Standing);

/// <param name="Names">By language tag.</param>
public sealed record FeeCategory(string Key, IReadOnlyDictionary<string, string> Names)
{
    public string NameIn(string languageTag) => Names.GetValueOrDefault(languageTag) ?? Names.GetValueOrDefault("en") ?? Key;
}

/// <param name="Rows">Of this shop and of all shops, those that hold or come.</param>
public sealed record MerchantFees(PartsPerMillion Standard, FeeTaxTerms Tax, IReadOnlyList<FeeRuleRow> Rows);

/// <summary>The commission rules, for admins to keep and for merchants to know.</summary>
public sealed class ReadFees(MarketDb db, FeeTax tax, TimeProvider clock)
{
    /// <summary>Those that hold or come, or those that are over; newest first.</summary>
    public async Task<Outcome<Page<FeeRuleRow>>> ListAsync(Actor actor, bool isOver, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var today = Today;
        var rules = db.FeeRules.AsNoTracking().Where(r => (r.To != null && (r.To < today || r.To < r.From)) == isOver);
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) rules = rules.Where(r => r.SetAtUtc < last.AtUtc || (r.SetAtUtc == last.AtUtc && r.Id.CompareTo(id) < 0));
        var rows = await RowsAsync(rules.OrderByDescending(r => r.SetAtUtc).ThenByDescending(r => r.Id).Take(PageKey.Size + 1), today, cancel);
        return PageKey.Cut(rows, r => new PageKey(r.SetAtUtc, r.Id.ToString()));
    }

    /// <summary>What a shop pays, for an admin or for those who work there.</summary>
    public async Task<Outcome<MerchantFees>> ForMerchantAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) && !await actor.IsAdminAsync(db, cancel)) return MerchantRefusals.NotFound;
        if (await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => new { m.Address, m.VatNumber }).SingleOrDefaultAsync(cancel) is not { } facts) return MerchantRefusals.NotFound;
        var today = Today;
        var rules = db.FeeRules.AsNoTracking().Where(r => (r.Merchant == null || r.Merchant == merchant) && (r.To == null || (r.To >= today && r.To >= r.From)));
        var rows = await RowsAsync(rules.OrderByDescending(r => r.Merchant != null).ThenBy(r => r.Category).ThenBy(r => r.From), today, cancel);
        return new MerchantFees(FeeSchedule.Standard, tax.TermsFor(facts.Address.Country, facts.VatNumber, today), rows);
    }

    /// <summary>What a rule can be for, in the order of the shop's shelves.</summary>
    public async Task<Outcome<IReadOnlyList<FeeCategory>>> CategoriesAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Key).Select(c => new FeeCategory(c.Key, c.Names)).ToListAsync(cancel);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private async Task<List<FeeRuleRow>> RowsAsync(IQueryable<FeeRule> rules, DateOnly today, CancellationToken cancel)
    {
        var found = await (from r in rules
                           join m in db.Merchants on r.Merchant equals m.Id into shops
                           from shop in shops.DefaultIfEmpty()
                           join c in db.Categories on r.Category equals c.Key into shelves
                           from shelf in shelves.DefaultIfEmpty()
                           select new { Rule = r, Shop = (string?)shop.Name, Names = shelf == null ? null : shelf.Names }).ToListAsync(cancel);
        return found.ConvertAll(f => new FeeRuleRow(
            f.Rule.Id, f.Rule.Merchant, f.Shop, f.Rule.Category is { } key ? new FeeCategory(key, f.Names ?? new Dictionary<string, string>()) : null,
            f.Rule.Rate, f.Rule.From, f.Rule.To, f.Rule.SetAtUtc, Standing(f.Rule, today)));
    }

    private static FeeRuleStanding Standing(FeeRule rule, DateOnly today) =>
        rule.To is { } to && (to < today || to < rule.From) ? FeeRuleStanding.Over : rule.From > today ? FeeRuleStanding.Coming : FeeRuleStanding.Holds;
}
