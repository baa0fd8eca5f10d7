using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Data.Tests;

/// <summary>What must be true of money and stock whatever happened before.</summary>
internal static class Books
{
    public static async Task AssertAsync(MarketDb db)
    {
        var postings = await db.Postings.AsNoTracking().ToListAsync();
        Assert.All(postings.GroupBy(p => p.Amount.Currency), c => Assert.Equal(0, c.Sum(p => p.Amount.Minor)));
        Assert.All(postings.GroupBy(p => (p.Entry, p.Amount.Currency)), e => Assert.Equal(0, e.Sum(p => p.Amount.Minor)));

        var payments = await db.Payments.AsNoTracking().ToListAsync();
        var refunds = await db.Refunds.AsNoTracking().ToListAsync();
        var chargebacks = await db.Chargebacks.AsNoTracking().ToListAsync();
        var entries = await db.JournalEntries.AsNoTracking().ToDictionaryAsync(e => e.Id, e => e.Order);
        foreach (var payment in payments)
        {
            var captured = payment.Status == PaymentStatus.Captured ? payment.Amount.Minor : 0;
            var booked = postings.Where(p => p.Account == AccountKind.ProcessorBalance && p.Amount.Currency == payment.Amount.Currency && entries[p.Entry] == payment.Order).Sum(p => p.Amount.Minor);
            var owed = refunds.Where(r => r.Payment == payment.Id && r.Status == RefundStatus.Failed).Sum(r => r.Amount.Minor);
            // Captured = given back, taken by a bank for now, or still with us; what providers charge and what fits no payment come on top.
            var own = chargebacks.Where(c => c.Payment == payment.Id).ToList();
            var disputed = own.Where(c => c.HoldsMoney).Sum(c => c.Amount.Minor);
            var fees = own.Where(c => c.Fee.Currency == payment.Amount.Currency).Sum(c => c.Fee.Minor);
            var unallocated = -postings.Where(p => p.Account == AccountKind.Unallocated && p.Owner == payment.Id.Value.ToString("N") && p.Amount.Currency == payment.Amount.Currency).Sum(p => p.Amount.Minor);
            Assert.Equal(captured - payment.RefundedMinor + owed - disputed - fees + unallocated, booked);
            Assert.Equal(-owed, postings.Where(p => p.Account == AccountKind.OwedToBuyers && p.Owner == payment.Order.Value.ToString("N")).Sum(p => p.Amount.Minor));
            Assert.Equal(payment.RefundedMinor, refunds.Where(r => r.Payment == payment.Id).Sum(r => r.Amount.Minor));
        }

        foreach (var consignment in await db.Consignments.AsNoTracking().ToListAsync())
        {
            var held = -postings.Where(p => p.Account == AccountKind.BuyerFundsHeld && p.Owner == consignment.Id.Value.ToString("N")).Sum(p => p.Amount.Minor);
            var wasPaid = payments.Exists(p => p.Order == consignment.Order && p.Status == PaymentStatus.Captured);
            var expected = wasPaid && consignment.ReleasedAtUtc is null ? consignment.Refundable.Minor : 0;
            Assert.Equal(expected, held);
        }

        await AssertClosingsAsync(db, postings);
        await AssertStockAsync(db);
    }

    /// <summary>What is read from the closings is what all postings sum up to.</summary>
    private static async Task AssertClosingsAsync(MarketDb db, List<Posting> postings)
    {
        foreach (var account in postings.GroupBy(p => (p.Account, p.Owner, p.Amount.Currency)))
            Assert.Equal(account.Sum(p => p.Amount.Minor), (await db.BalanceAsync(account.Key.Account, account.Key.Owner, account.Key.Currency, null, default)).Minor);
        foreach (var kind in postings.Where(p => p.Account != AccountKind.BuyerFundsHeld).GroupBy(p => p.Account))
        {
            var balances = await db.BalancesAsync(kind.Key, [.. kind.Select(p => p.Owner).Distinct()], default);
            Assert.All(kind.GroupBy(p => (p.Owner, p.Amount.Currency)), a => Assert.Equal(a.Sum(p => p.Amount.Minor), balances[a.Key].Minor));
        }

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
