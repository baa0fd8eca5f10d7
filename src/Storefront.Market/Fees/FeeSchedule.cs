using System.Collections.Frozen;
using Storefront.Merchants;

namespace Storefront.Fees;

/// <summary>All rules of the platform's commission: an immutable snapshot.</summary>
public sealed class FeeSchedule
{
    /// <summary>Where no rule says otherwise: 8 % of goods and delivery.</summary>
    public static readonly PartsPerMillion Standard = new(80_000);

    private readonly FrozenDictionary<string, string?> parents;
    private readonly FeeRule[] general;
    private readonly FrozenDictionary<MerchantId, FeeRule[]> own;

    /// <param name="parents">The category above each category; null above a top one.</param>
    public FeeSchedule(IReadOnlyCollection<FeeRule> rules, IEnumerable<KeyValuePair<string, string?>> parents)
    {
        this.parents = parents.ToFrozenDictionary(StringComparer.Ordinal);
        general = [.. rules.Where(r => r.Merchant is null)];
        own = rules.Where(r => r.Merchant is not null).GroupBy(r => r.Merchant!.Value).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    public static FeeSchedule Empty { get; } = new([], []);

    /// <summary>What holds for a shop's goods of a category on a day. A rule for the shop goes before one for all shops; then the nearer category
    /// goes before the wider, and the one that began last before the others.</summary>
    /// <returns>Null where no rule holds: <see cref="Standard"/> is taken then.</returns>
    public FeeRule? RuleFor(MerchantId merchant, string category, DateOnly day) =>
        (own.TryGetValue(merchant, out var mine) ? Nearest(mine, category, day) : null) ?? Nearest(general, category, day);

    public PartsPerMillion RateFor(MerchantId merchant, string category, DateOnly day) => RuleFor(merchant, category, day)?.Rate ?? Standard;

    private FeeRule? Nearest(FeeRule[] rules, string category, DateOnly day)
    {
        // A category that its own parents lead back to would have no end; the shelves are few and flat.
        var (at, left) = ((string?)category, parents.Count + 1);
        while (at is not null && left-- > 0)
        {
            if (Newest(rules, at, day) is { } near) return near;
            at = parents.GetValueOrDefault(at);
        }

        return Newest(rules, null, day);
    }

    private static FeeRule? Newest(FeeRule[] rules, string? category, DateOnly day) =>
        rules.Where(r => r.Category == category && r.HoldsOn(day)).OrderByDescending(r => r.From).ThenByDescending(r => r.SetAtUtc).ThenByDescending(r => r.Id).FirstOrDefault();
}
