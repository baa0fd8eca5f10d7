using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Ledger;

namespace Storefront.Payouts;

/// <summary>Cuts a payout into the shares of the orders that brought it. An order's share is what its entries since the payout before came to (releases, refunds, labels, fees), with what that one
/// kept of it, less what an open case keeps now. What orders owe is taken from what is of no order, then from the oldest orders.</summary>
internal static class PayoutCut
{
    /// <summary>The shares, all of them not negative, which add up to the payout to the minor unit. Reads what was posted since the payout before that still stands, and nothing older.</summary>
    /// <param name="owed">The merchant's whole balance, of which the payout is the part that may go out now.</param>
    /// <param name="payable">The part of an amount that can be sent, as the provider says.</param>
    public static async Task<IReadOnlyList<PayoutShare>> SharesAsync(
        this MarketDb db, Payout payout, Money owed, IReadOnlyDictionary<OrderId, Money> kept, Func<Money, Money> payable, CancellationToken cancel)
    {
        var (merchant, owner, currency) = (payout.Merchant, PayoutJournal.Owner(payout.Merchant), payout.Amount.Currency);
        var last = await db.Payouts.AsNoTracking().Where(p => p.Merchant == merchant && p.Status != PayoutStatus.Failed).OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Key)
            .Select(p => new { p.Id, p.CreatedAtUtc }).FirstOrDefaultAsync(cancel);
        var since = last?.CreatedAtUtc ?? DateTime.MinValue;
        var posted = await (from p in db.Postings.AsNoTracking()
                            where p.Account == AccountKind.MerchantPayable && p.Owner == owner && p.AtUtc > since && p.Amount.Currency == currency
                            join e in db.JournalEntries on p.Entry equals e.Id
                            where e.Order != null
                            group p by e.Order into g
                            select new { Order = g.Key!.Value, Minor = -g.Sum(p => p.Amount.Minor), First = g.Min(p => p.AtUtc) }).ToListAsync(cancel);
        var before = last is null ? [] : await db.PayoutShares.AsNoTracking().Where(s => s.Payout == last.Id && s.Order != null && s.KeptMinor != 0)
            .Select(s => new { Order = s.Order!.Value, Minor = s.KeptMinor, First = DateTime.MinValue }).ToListAsync(cancel);
        var orders = before.Concat(posted).GroupBy(d => d.Order).Select(g => new { Order = g.Key, Due = g.Sum(d => d.Minor), First = g.Min(d => d.First) })
            .OrderBy(d => d.First).ThenBy(d => d.Order.Value)
            // A case about goods that were paid out before keeps other money: that is of no order.
            .Select(d => new { d.Order, d.Due, Kept = Math.Clamp(kept.GetValueOrDefault(d.Order, Money.Zero(currency)).Minor, 0, Math.Max(0, d.Due)) }).ToList();
        var none = checked(owed.Minor - kept.Values.Sum(currency).Minor - orders.Sum(o => o.Due - o.Kept));
        var amounts = Amounts(payout.Amount, [none, .. orders.Select(o => o.Due - o.Kept)], payable);
        var shares = new List<PayoutShare>(orders.Count + 1);
        if (amounts[0].IsPositive) shares.Add(PayoutShare.Of(payout, 0, null, amounts[0]));
        var number = 0;
        foreach (var (order, amount) in orders.Zip(amounts.Skip(1)).Where(o => o.Second.IsPositive || o.First.Kept != 0)) shares.Add(PayoutShare.Of(payout, ++number, order.Order, amount, order.Kept));
        return shares;
    }

    /// <summary>What is moved for each: nothing where something is owed the other way, and together the amount.</summary>
    /// <param name="dues">In minor units, in the order in which they pay what the negative ones lack; together at least the amount.</param>
    /// <param name="payable">Some currencies move in steps only: what a share has beyond a step goes with the next.</param>
    public static IReadOnlyList<Money> Amounts(Money amount, IReadOnlyList<long> dues, Func<Money, Money> payable)
    {
        var over = checked(dues.Where(d => d > 0).Sum() - amount.Minor);
        if (over < 0) throw new ArgumentException($"Less than {amount} is owed.", nameof(dues));
        var (sum, shares) = (Money.Zero(amount.Currency), new List<Money>(dues.Count));
        foreach (var due in dues)
        {
            var (own, before) = (Math.Max(0, due), payable(sum));
            var off = Math.Min(own, over);
            over -= off;
            sum += new Money(own - off, amount.Currency);
            shares.Add(payable(sum) - before);
        }

        return shares;
    }
}
