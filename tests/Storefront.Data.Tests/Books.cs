using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests;

/// <summary>What must be true of money and stock whatever happened before: the invariants I1 to I8.</summary>
internal static partial class Books
{
    /// <summary>The same at the end of any test, which most end without a payment.</summary>
    public static async Task AssertWhereMoneyMovedAsync(MarketDb db)
    {
        if (await db.Payments.AnyAsync() || await db.JournalEntries.AnyAsync()) await AssertAsync(db);
    }

    public static async Task AssertAsync(MarketDb db)
    {
        var postings = await db.Postings.AsNoTracking().ToListAsync();
        Assert.All(postings.GroupBy(p => p.Amount.Currency), c => Assert.Equal(0, c.Sum(p => p.Amount.Minor)));
        Assert.All(postings.GroupBy(p => (p.Entry, p.Amount.Currency)), e => Assert.Equal(0, e.Sum(p => p.Amount.Minor)));

        var payments = await db.Payments.AsNoTracking().ToListAsync();
        var refunds = await db.Refunds.AsNoTracking().ToListAsync();
        var chargebacks = await db.Chargebacks.AsNoTracking().ToListAsync();
        var returns = await db.Returns.AsNoTracking().ToListAsync();
        // Postage that merchants owe buyers is owed until it is paid, and taken from their balances once.
        foreach (var it in returns)
            Assert.Equal(it.PostageOwedSinceUtc is null ? 0 : -it.PostageGrantedMinor!.Value, postings.Where(p => p.Account == AccountKind.OwedToBuyers && p.Owner == it.Id.Value.ToString("N")).Sum(p => p.Amount.Minor));

        var entries = await db.JournalEntries.AsNoTracking().ToDictionaryAsync(e => e.Id, e => e.Order);
        var keys = await db.JournalEntries.AsNoTracking().ToDictionaryAsync(e => e.Id, e => e.Key);
        foreach (var payment in payments)
        {
            var captured = payment.Status == PaymentStatus.Captured ? payment.Amount.Minor : 0;
            var booked = postings.Where(p => p.Account == AccountKind.ProcessorBalance && p.Amount.Currency == payment.Amount.Currency && entries[p.Entry] == payment.Order).Sum(p => p.Amount.Minor);
            var owed = refunds.Where(r => r.Payment == payment.Id && r.Status == RefundStatus.Failed).Sum(r => r.Amount.Minor);
            // Captured = given back, taken by a bank for now or beyond what was paid, or still with us; what providers charge and what fits no payment come on top.
            var own = chargebacks.Where(c => c.Payment == payment.Id).ToList();
            var disputed = own.Where(c => c.HoldsMoney).Sum(c => c.Amount.Minor);
            var fees = own.Where(c => c.Fee.Currency == payment.Amount.Currency).Sum(c => c.Fee.Minor);
            var borne = postings.Where(p => p.Account == AccountKind.PlatformLosses && entries[p.Entry] == payment.Order && keys[p.Entry].StartsWith("chargeback-borne:", StringComparison.Ordinal)).Sum(p => p.Amount.Minor);
            var unallocated = -postings.Where(p => p.Account == AccountKind.Unallocated && p.Owner == payment.Id.Value.ToString("N") && p.Amount.Currency == payment.Amount.Currency).Sum(p => p.Amount.Minor);
            var postage = returns.Where(r => r.Order == payment.Order && r.PostagePaidAtUtc != null).Sum(r => r.PostageGrantedMinor!.Value);
            Assert.Equal(captured - payment.RefundedMinor + owed - disputed - borne - fees + unallocated - postage, booked);
            Assert.Equal(-owed, postings.Where(p => p.Account == AccountKind.OwedToBuyers && p.Owner == payment.Order.Value.ToString("N")).Sum(p => p.Amount.Minor));
            Assert.Equal(payment.RefundedMinor, refunds.Where(r => r.Payment == payment.Id).Sum(r => r.Amount.Minor));
        }

        // No more is taken back of a transfer than it was, and the books know of each part that was.
        var shares = (await db.PayoutShares.AsNoTracking().ToListAsync()).ToLookup(s => s.Payout);
        var reversals = await db.Reversals.AsNoTracking().ToListAsync();
        foreach (var payout in await db.Payouts.AsNoTracking().ToListAsync())
        {
            Assert.InRange(payout.ReversedMinor, 0, payout.Amount.Minor);
            Assert.Equal(reversals.Where(r => r.Payout == payout.Id && r.Status != ReversalStatus.Refused).Sum(r => r.Amount.Minor), payout.ReversedMinor);
            var own = shares[payout.Id].ToList();
            Assert.Equal(payout.IsCut ? payout.Amount.Minor : own.Sum(s => s.Amount.Minor), own.Sum(s => s.Amount.Minor));
            Assert.Equal(payout.ReversedMinor, own.Sum(s => s.ReversedMinor));
            Assert.True(payout.MovedAtUtc is null || own.TrueForAll(s => s.Transfer is not null || s.Amount.IsZero), $"{payout.Key} is moved, and not all of its shares are.");
            // Of all shares at most one is under way, and what is not asked for was not made.
            Assert.True(own.Count(s => s.AskedAtUtc is not null && s.Transfer is null) <= 1, $"More than one share of {payout.Key} is under way.");
            foreach (var share in own)
            {
                Assert.InRange(share.ReversedMinor, 0, share.Amount.Minor);
                Assert.Equal(reversals.Where(r => r.Payout == payout.Id && r.Share == share.Number && r.Status != ReversalStatus.Refused).Sum(r => r.Amount.Minor), share.ReversedMinor);
                Assert.Equal((share.Number == 0, payout.Amount.Currency), (share.Order is null, share.Amount.Currency));
            }
        }

        foreach (var reversal in reversals)
            Assert.Equal(reversal.Status == ReversalStatus.Made ? -reversal.Amount.Minor : 0, postings.Where(p => p.Account == AccountKind.MerchantPayable && keys[p.Entry] == $"reversal:{reversal.Id:N}").Sum(p => p.Amount.Minor));

        await AssertLinesAsync(db, postings, payments);
        await AssertClosingsAsync(db, postings);
        await AssertStockAsync(db);
        await AssertDiscountsAsync(db);
        await AssertEffectsAsync(db);
        await AssertCausesAsync(db);
        await AssertExchangesAsync(db, postings);
    }

    /// <summary>I2 and I3, line by line: what was captured for a line is refunded, held, in its merchant's reserve or balance, with the authority or the
    /// platform's commission, and nowhere twice; and the journal says the same as the lines.</summary>
    private static async Task AssertLinesAsync(MarketDb db, List<Posting> postings, List<Payment> payments)
    {
        var entries = await db.JournalEntries.AsNoTracking().ToDictionaryAsync(e => e.Id, e => (e.Consignment, Kind: e.Key.Split(':')[0]));
        var given = (await db.RefundLines.AsNoTracking().ToListAsync()).ToLookup(r => r.Line);
        var consignments = await db.Consignments.AsNoTracking().Include(c => c.Lines).ToListAsync();
        foreach (var consignment in consignments)
        {
            var lines = consignment.Lines;
            Assert.Equal((consignment.Goods.Minor, consignment.Delivery.Minor, consignment.Duty.Minor, consignment.Tax.Minor, consignment.Fees.Minor, consignment.Total.Minor, consignment.RefundedMinor), (
                lines.Sum(l => l.LineTotal.Minor), lines.Sum(l => l.Delivery.Minor), lines.Sum(l => l.Duty.Minor), lines.Sum(l => l.Tax.Minor), lines.Sum(l => l.Fees.Minor), lines.Sum(l => l.Paid.Total.Minor), lines.Sum(l => l.RefundedMinor)));
            Assert.Equal((consignment.MerchantGoods.Minor, consignment.MerchantDelivery.Minor), (lines.Sum(l => l.MerchantGoods.Minor), lines.Sum(l => l.MerchantDelivery.Minor)));
            Assert.Equal(lines.Any(l => l.Hold == HoldState.Disputed), consignment.InDispute);
            foreach (var line in lines)
            {
                var back = given[line.Id].ToList();
                Assert.Equal((line.RefundedGoodsMinor, line.RefundedDeliveryMinor, line.RefundedDutyMinor, line.RefundedTaxMinor, line.RefundedFeesMinor), (
                    back.Sum(b => b.GoodsMinor), back.Sum(b => b.DeliveryMinor), back.Sum(b => b.DutyMinor), back.Sum(b => b.TaxMinor), back.Sum(b => b.FeesMinor)));
                Assert.All(new[] { line.Left.Goods, line.Left.Delivery, line.Left.Duty, line.Left.Tax, line.Left.Fees }, part => Assert.False(part.IsNegative));
                Assert.True(line.Hold != HoldState.Refunded || line.Refundable.IsZero);
                Assert.Equal(line.Hold == HoldState.Disputed, line.DisputedFrom is not null);
            }

            var own = postings.Where(p => entries[p.Entry].Consignment == consignment.Id && entries[p.Entry].Kind is "released" or "refunded" or "reserve-over").ToList();
            long Booked(AccountKind account) => -own.Where(p => p.Account == account).Sum(p => p.Amount.Minor);
            long Net(HoldState state) => lines.Where(l => l.MoneyIn == state).Sum(l => Earned(consignment, l).Gross - Earned(consignment, l).Fee - Earned(consignment, l).Tax);
            var released = lines.Where(l => l.MoneyIn is HoldState.Reserved or HoldState.Payable).ToList();
            Assert.Equal((Net(HoldState.Reserved), Net(HoldState.Payable)), (Booked(AccountKind.MerchantReserve), Booked(AccountKind.MerchantPayable)));
            Assert.Equal(released.Sum(l => Earned(consignment, l).Fee), Booked(AccountKind.PlatformFees));
            Assert.Equal(
                (released.Sum(l => l.Left.Duty.Minor), released.Sum(l => l.Left.Tax.Minor), released.Sum(l => l.Left.Fees.Minor)),
                (Booked(AccountKind.DutyCollected), Booked(AccountKind.TaxCollected), Booked(AccountKind.ClearanceCollected)));
            Assert.Equal(released.Sum(l => Earned(consignment, l).Tax), Booked(AccountKind.FeeTaxCollected));

            var held = -postings.Where(p => p.Account == AccountKind.BuyerFundsHeld && p.Owner == consignment.Id.Value.ToString("N")).Sum(p => p.Amount.Minor);
            var wasPaid = payments.Exists(p => p.Order == consignment.Order && p.Status == PaymentStatus.Captured);
            Assert.Equal(wasPaid ? lines.Where(l => l.MoneyIn == HoldState.Held).Sum(l => l.Refundable.Minor) : 0, held);
        }

        foreach (var order in payments.Where(p => p.Status == PaymentStatus.Captured))
        {
            var lines = consignments.Where(c => c.Order == order.Order).SelectMany(c => c.Lines).ToList();
            Assert.Equal(order.Amount.Minor, lines.Sum(l => l.RefundedMinor + l.Left.Own.Minor + l.Left.Authority.Minor));
        }
    }

    /// <summary>Reckoned here once more: the merchant's whole for the line in the proportion of what is left of goods and delivery, the frozen fee of it and the tax on that.</summary>
    private static (long Gross, long Fee, long Tax) Earned(Consignment consignment, OrderLine line)
    {
        var whole = (line.MerchantUnitPrice.Minor * line.Quantity) - line.MerchantDiscountMinor + line.MerchantDelivery.Minor;
        var gross = line.Left.Own == line.Paid.Own ? whole : (long)Math.Round((decimal)whole * line.Left.Own.Minor / line.Paid.Own.Minor, MidpointRounding.AwayFromZero);
        var fee = Share(gross, line.Fee);
        return (gross, fee, Share(fee, consignment.FeeTax));

        static long Share(long of, PartsPerMillion share) => (long)Math.Round(of * share.Value / 1_000_000m, MidpointRounding.AwayFromZero);
    }

    /// <summary>What is read from the closings is what all postings sum up to.</summary>
    private static async Task AssertClosingsAsync(MarketDb db, List<Posting> postings)
    {
        // Before anything is closed a balance is the sum of its postings, whosever it is: then all are read at once, and one by itself.
        var isClosed = await db.Closings.AnyAsync();
        var accounts = postings.GroupBy(p => (p.Account, p.Owner, p.Amount.Currency)).ToList();
        foreach (var account in isClosed ? accounts : accounts.Take(1))
            Assert.Equal(account.Sum(p => p.Amount.Minor), (await db.BalanceAsync(account.Key.Account, account.Key.Owner, account.Key.Currency, null, default)).Minor);
        foreach (var kind in accounts.Where(a => a.Key.Account != AccountKind.BuyerFundsHeld).GroupBy(a => a.Key.Account).Take(isClosed ? int.MaxValue : 1))
        {
            var balances = await db.BalancesAsync(kind.Key, [.. kind.Select(a => a.Key.Owner).Distinct()], default);
            Assert.All(kind, a => Assert.Equal(a.Sum(p => p.Amount.Minor), balances[(a.Key.Owner, a.Key.Currency)].Minor));
        }

        var stand = await db.BalancesOfAsync([.. Enum.GetValues<AccountKind>().Where(k => k != AccountKind.BuyerFundsHeld)], null, default);
        Assert.Equal(
            accounts.Where(a => a.Key.Account != AccountKind.BuyerFundsHeld).Select(a => (a.Key, Sum: a.Sum(p => p.Amount.Minor))).Where(a => a.Sum != 0).ToDictionary(a => a.Key, a => a.Sum),
            stand.ToDictionary(s => s.Key, s => s.Value.Minor));

        var turnovers = (await db.TurnoversAsync(null, default)).ToDictionary(t => (t.Account, t.Currency));
        var kinds = postings.GroupBy(p => (p.Account, p.Amount.Currency)).ToList();
        Assert.Equal(kinds.Count, turnovers.Count);
        Assert.All(kinds, k => Assert.Equal(
            (k.Where(p => p.Amount.Minor > 0).Sum(p => p.Amount.Minor), -k.Where(p => p.Amount.Minor < 0).Sum(p => p.Amount.Minor)), (turnovers[k.Key].DebitsMinor, turnovers[k.Key].CreditsMinor)));
    }

    private static async Task AssertStockAsync(MarketDb db)
    {
        var movements = await db.StockMovements.AsNoTracking().ToListAsync();
        foreach (var stock in await db.Stock.AsNoTracking().ToListAsync())
        {
            var own = movements.Where(m => m.Variant == stock.Variant).ToList();
            int Sum(StockMovementKind kind) => own.Where(m => m.Kind == kind).Sum(m => m.Units);
            Assert.Equal(stock.OnHand, Sum(StockMovementKind.Adjusted) - Sum(StockMovementKind.Shipped));
            Assert.Equal(stock.Reserved, Sum(StockMovementKind.Reserved) - Sum(StockMovementKind.Released) - Sum(StockMovementKind.Committed));
            Assert.Equal(stock.Committed, Sum(StockMovementKind.Committed) - Sum(StockMovementKind.Uncommitted) - Sum(StockMovementKind.Shipped));
            Assert.True(stock.Available >= 0 && stock.Reserved >= 0 && stock.Committed >= 0);
        }
    }
}
