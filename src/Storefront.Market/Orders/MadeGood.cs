using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>What a merchant lost by a refund that should not have been: the market bears it, because the buyer keeps what it got.</summary>
internal static class MadeGood
{
    /// <summary>The entry that gives a merchant what a part of a refund took from it: goods and delivery less commission, in its own currency, by the rates that the order froze. The parts of the refund
    /// are divided over its lines as it was, by largest remainder. The consignment's lines must be loaded.</summary>
    /// <param name="refund">The refund's key.</param>
    /// <param name="part">In the charge currency, at most the refund.</param>
    public static async Task<JournalEntry> MadeGoodAsync(this MarketDb db, Consignment consignment, string refund, string key, Money part, DateTime nowUtc, CancellationToken cancel)
    {
        var given = await db.RefundLines.AsNoTracking().Where(l => db.Refunds.Any(r => r.Id == l.Refund && r.Key == refund)).OrderBy(l => l.Line).ToListAsync(cancel);
        var totals = given.ConvertAll(g => g.GoodsMinor + g.DeliveryMinor + g.DutyMinor + g.TaxMinor + g.FeesMinor);
        if (part.Minor > totals.Sum()) throw new InvalidOperationException($"{part} is more than {refund} gave back.");
        var (shares, merchants) = (part.Split(totals), consignment.MerchantGoods.Currency);
        var earned = given.Select((g, i) =>
        {
            var line = consignment.Lines.Single(l => l.Id == g.Line);
            var own = new Money(g.GoodsMinor + g.DeliveryMinor, part.Currency).Proportion(shares[i].Minor, totals[i], Rounding.HalfUp);
            return consignment.Earning(line, line.Left.Own + own) - consignment.EarningLeft(line);
        }).ToList();
        var net = LineEarning.Sum(earned, merchants).Net;
        return JournalEntry.Of(key, consignment.Order, consignment.Id, nowUtc)
            .Debit(AccountKind.PlatformLosses, "", net)
            .Credit(AccountKind.MerchantPayable, consignment.Merchant.Value.ToString("N"), net)
            .Balanced();
    }
}
