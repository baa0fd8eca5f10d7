using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Faults;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Payouts;
using Storefront.FaultRunner;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests;

/// <summary>Three merchants whose orders are sent, for processes that settle them and die of it; and what must be there afterwards, once each.</summary>
internal sealed class SettlingMarket(TestMarket market, IReadOnlyList<PayingShop> shops, IReadOnlyList<VariantId> goods, Actor admin)
{
    private readonly List<Settlement> settled = [];

    public static async Task<SettlingMarket> OnAsync(TestMarket market)
    {
        var (shops, goods) = (new List<PayingShop>(), new List<VariantId>());
        foreach (var name in new[] { "Longjing House", "Doi Craft", "Yixing Kilns" })
        {
            var (id, member) = await market.MerchantAsync(name);
            var shop = new PayingShop(market, id, member);
            await shop.SignUpAsync();
            await shop.SetBankAsync(PayingShop.Good);
            shops.Add(shop);
            goods.Add(await market.ListingAsync((id, member), stock: 5_000, sku: $"TP-{shops.Count}"));
        }

        market.Clock.Move(TimeSpan.FromHours(73));
        await market.RunOutboxAsync();
        return new SettlingMarket(market, shops, goods, await market.AdminAsync());
    }

    /// <summary>An order of all three, paid and sent, after the one before is over.</summary>
    public async Task<Leg> LegAsync(string? killAt = null)
    {
        if (settled.Count > 0) market.Clock.Move(settled[^1].BeginsAt + Settlement.Lasts - market.Clock.GetUtcNow());
        var order = await market.PaidOrderAsync("EUR", [.. goods.Select(g => (g, 2))]);
        foreach (var consignment in order.Consignments) await market.SendAsync(consignment, shops.Single(s => s.Id == consignment.Merchant).Member);
        await market.RunOutboxAsync();
        var settlement = new Settlement(order.Number, [.. shops.Select(s => new Shop(s.Id, s.Member.User))], admin.User, Guid.NewGuid(), 10_00, market.Clock.GetUtcNow());
        settled.Add(settlement);
        return new Leg(null, settlement, settlement.BeginsAt, killAt);
    }

    /// <summary>Of every order so far, whatever killed who settled it.</summary>
    public async Task AssertDoneOnceAsync(string point)
    {
        var there = await market.ReadAsync(db => db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == SandboxBank.Payouts || r.Connector == SandboxBank.Transfers).Select(r => r.Connector).ToListAsync());
        // One for each order of each merchant, and one for what is of no order: the clocks of the processes differ by days, so that a label may be posted ahead of the payout that pays it.
        var shares = await market.ReadAsync(db => db.PayoutShares.AsNoTracking().Where(s => s.Amount.Minor > 0).Select(s => s.Order).ToListAsync());
        Assert.True(shares.Count(s => s is not null) == 3 * settled.Count, $"After {point} there are {shares.Count} shares for {settled.Count} orders.");
        Assert.True(there.Count(c => c == SandboxBank.Payouts) == 3 * settled.Count && there.Count(c => c == SandboxBank.Transfers) == shares.Count, $"After {point} the provider made {there.Count} payouts and transfers for {settled.Count} orders and {shares.Count} shares.");
        foreach (var settlement in settled)
        {
            var order = await market.OrderAsync(settlement.Order);
            var entries = (await market.ReadAsync(db => db.JournalEntries.AsNoTracking().Where(e => e.Order == order.Id).Select(e => e.Key).ToListAsync())).ConvertAll(k => k.Split(':')[0]);
            var until = (settlement.BeginsAt + Settlement.Lasts).UtcDateTime;
            var payouts = await market.ReadAsync(db => db.Payouts.AsNoTracking().Where(p => p.CreatedAtUtc > settlement.BeginsAt.UtcDateTime && p.CreatedAtUtc < until).ToListAsync());
            var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync(r => r.Order == order.Id));
            var reversal = await market.ReadAsync(db => db.Reversals.AsNoTracking().SingleAsync(r => r.Refund == refund.Id));
            var found = new
            {
                Captured = entries.Count(k => k == "captured"), Labels = entries.Count(k => k == "label"), Released = entries.Count(k => k == "released"), Refunded = entries.Count(k => k == "refunded"),
                Received = order.Consignments.Count(c => c.Status == ConsignmentStatus.Received), Payouts = payouts.Count, Paid = payouts.Count(p => p.Status == PayoutStatus.Paid), Merchants = payouts.DistinctBy(p => p.Merchant).Count(),
                Refund = refund.Status, refund.Amount.Minor, Reversal = reversal.Status, Back = reversal.Amount, Told = await market.ReadAsync(async db => (await db.Notices.AsNoTracking().Where(n => n.Template == "refunded").ToListAsync()).Count(n => n.Values["number"] == order.Number)),
            };
            var wanted = new
            {
                Captured = 1, Labels = 3, Released = 3, Refunded = 1, Received = 3, Payouts = 3, Paid = 3, Merchants = 3,
                Refund = RefundStatus.Succeeded, Minor = settlement.RefundMinor, Reversal = ReversalStatus.Made, Back = Settlement.Left, Told = 1,
            };
            Assert.True(wanted.Equals(found), $"After {point}, of order {settled.IndexOf(settlement) + 1} of {settled.Count}:\nwanted {wanted}\nfound  {found}");
            Assert.Single((await market.AtGatewayAsync(order.Number)).Refunds);
        }

        Assert.Equal([], await market.ReadAsync(db => db.Outbox.Where(m => m.DoneAtUtc == null).Select(m => m.Kind).ToListAsync()));
    }
}
