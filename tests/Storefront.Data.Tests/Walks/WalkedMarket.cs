using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Payouts;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Walks;

/// <summary>The whole market on a database, moved through its operations, its sandbox and its timers.</summary>
internal sealed class WalkedMarket : IWalkedMarket
{
    private static readonly string[] Prices = ["26.80", "3.57", "99.99", "0.07"];

    /// <summary>Whatever a merchant has sold before, its reserve is the same, however late it is received: a walk has no hard stop. Payouts wait for nobody.</summary>
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Holds:NewMerchantReserveDays"] = "7", ["Holds:TrustedReserveDays"] = "7", ["Holds:LongestDays"] = "3650", ["Payouts:CoolDown"] = "00:00:00", ["Payouts:ApprovalAboveEuro"] = "100000000",
    };

    private readonly TestMarket market;
    private readonly Random random;
    private readonly Dictionary<string, (PayingShop Shop, VariantId[] Goods)> shops = [];
    private readonly Dictionary<Guid, (Order Order, string Payment)> orders = [];
    private readonly HashSet<string> banked = [];
    private readonly Dictionary<string, bool> arrives = [];
    private Actor admin;

    private WalkedMarket(TestMarket market, Random random) => (this.market, this.random) = (market, random);

    public DateTime NowUtc => market.Clock.NowUtc;

    public string Provider => "sandbox";

    public int ReserveDays => 7;

    public static async Task<(TestMarket Market, WalkedMarket Walked)> OnAsync(string database, Random random)
    {
        var market = await TestMarket.OnAsync(database, Settings);
        var walked = new WalkedMarket(market, random) { admin = await market.AdminAsync() };
        foreach (var currency in WalkedJournal.Currencies)
        {
            var shop = await market.MerchantAsync($"Shop in {currency}", "CN", currency);
            var goods = new VariantId[3];
            for (var i = 0; i < goods.Length; i++)
            {
                // Prices in euro, as so many minor units of about that worth.
                var minor = new Currency(currency).MinorDigits == 0 ? decimal.Truncate(decimal.Parse(Prices[i], System.Globalization.CultureInfo.InvariantCulture) * 150) + 1 : decimal.Parse(Prices[i], System.Globalization.CultureInfo.InvariantCulture);
                goods[i] = await market.ListingAsync(shop, minor.ToString(System.Globalization.CultureInfo.InvariantCulture), 5_000, $"{currency}-{i}");
            }

            var paying = new PayingShop(market, shop.Id, shop.Member);
            await paying.SignUpAsync();
            walked.shops.Add(shop.Id.Value.ToString("N"), (paying, goods));
        }

        return (market, walked);
    }

    public async Task<SecondOrder> BuyAsync(Random with)
    {
        var from = shops.Values.OrderBy(_ => with.Next()).Take(with.Next(1, 4)).ToList();
        var goods = from.SelectMany(s => s.Goods.OrderBy(_ => with.Next()).Take(with.Next(1, 4))).Select(g => (g, with.Next(1, 4))).ToArray();
        var order = await market.PaidOrderAsync(WalkedJournal.Currencies[with.Next(WalkedJournal.Currencies.Length)], goods);
        Assert.Equal(OrderStatus.Paid, order.Status);
        var quote = await market.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == order.Attempt).Select(a => a.Quote).SingleAsync());
        orders.Add(order.Id.Value, (order, await market.ReadAsync(db => db.Payments.Where(p => p.Order == order.Id).Select(p => p.Reference!).SingleAsync())));
        return new SecondOrder
        {
            Id = order.Id.Value, Currency = order.Total.Currency.Code, Country = order.Destination.Code, Total = quote.Total.Minor, Parcels = [.. quote.Consignments.Select(q => Second(q, order.Consignments.Single(c => c.Merchant == q.Merchant)))],
        };
    }

    public async Task<DateTime> DeliverAsync(SecondOrder order, SecondParcel parcel)
    {
        await market.SendAsync(await NowAsync(parcel), shops[parcel.Merchant].Shop.Member);
        for (var days = 0; days < 60; days += 6)
        {
            if ((await NowAsync(parcel)).DeliveredAtUtc is { } delivered)
            {
                await PassAsync(TimeSpan.Zero);
                return delivered;
            }

            market.Clock.Move(TimeSpan.FromDays(6));
            await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        }

        throw new InvalidOperationException("The parcel never came.");
    }

    public async Task ReceiveAsync(SecondOrder order, SecondParcel parcel) =>
        Good(await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(Number(order), new ConsignmentId(parcel.Id), Access(order), default)));

    public async Task RefundAsync(SecondOrder order, IReadOnlyList<(SecondParcel Parcel, SecondLine Line, long Minor)> lines)
    {
        var wanted = new RefundOrder(Guid.NewGuid(), [.. lines.Select(l => new LineAmount(l.Line.Id, In(order, l.Minor)))], "A walk.");
        Good(await market.DoAsync<GiveMoneyBack, Outcome<Done>>(g => g.ByAdminAsync(Number(order), admin, wanted, default)));
        await market.RunOutboxAsync();
    }

    public async Task CancelAsync(SecondOrder order, SecondParcel parcel)
    {
        Good(await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(Number(order), new ConsignmentId(parcel.Id), Access(order), default)));
        await market.RunOutboxAsync();
    }

    public async Task<Guid> ClaimAsync(SecondOrder order, SecondParcel parcel, IReadOnlyList<SecondLine> lines, long ask)
    {
        var claim = new DisputeClaim(DisputeReason.Damaged, In(order, ask), "It came broken.", []) { Lines = [.. lines.Select(l => l.Id)] };
        var opened = await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(Number(order), new ConsignmentId(parcel.Id), Access(order), claim, default));
        Assert.True(opened.Succeeded, opened.Refusal?.Code);
        return opened.Value.Value;
    }

    public async Task DecideAsync(SecondOrder order, SecondCase about, long minor)
    {
        Good(await market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(new DisputeId(about.Key), admin, In(order, minor), "Both sides were heard.", default)));
        await market.RunOutboxAsync();
    }

    public async Task<SecondChargeback> ChargeBackAsync(SecondOrder order, long minor)
    {
        var reference = await market.DoAsync<SandboxGateway, string?>(g => g.ChargeBackAsync(orders[order.Id].Payment, In(order, minor), "general", false, default));
        await market.DoAsync<FollowChargeback>(f => f.RunAsync(Provider, reference!, default));
        var opened = await market.ReadAsync(db => db.Chargebacks.AsNoTracking().SingleAsync(c => c.Reference == reference));
        return new SecondChargeback { Key = opened.Id.Value.ToString("N"), Amount = minor, Fee = 15 * opened.Amount.Currency.MinorPerMajor };
    }

    public async Task EndChargebackAsync(SecondOrder order, SecondChargeback chargeback, bool isLost)
    {
        var id = new ChargebackId(Guid.Parse(chargeback.Key));
        var reference = await market.ReadAsync(db => db.Chargebacks.Where(c => c.Id == id).Select(c => c.Reference).SingleAsync());
        await market.DoAsync<SandboxGateway>(async g => Assert.NotNull(await g.ChangeChargebackAsync(reference, c => c with { Decided = isLost ? "lost" : "won" }, default)));
        await market.DoAsync<FollowChargeback>(f => f.RunAsync(Provider, reference, default));
        await market.RunOutboxAsync();
    }

    public async Task<long?> ReturnRefundAsync(SecondOrder order)
    {
        var id = new OrderId(order.Id);
        if (await market.ReadAsync(db => db.Refunds.AsNoTracking().Where(r => r.Order == id && r.Status == RefundStatus.Succeeded).OrderBy(r => r.Id).FirstOrDefaultAsync()) is not { } refund) return null;
        await market.DoAsync<SandboxGateway>(g => g.ReturnRefundAsync(orders[order.Id].Payment, refund.Reference!, default));
        await market.DoAsync<FollowRefund>(f => f.RunAsync(refund.Id, default));
        return refund.Amount.Minor;
    }

    public async Task<long?> RefundAgainAsync(SecondOrder order)
    {
        var id = new OrderId(order.Id);
        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync(r => r.Order == id && r.Status == RefundStatus.Failed));
        Good(await market.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(refund.Id, admin, default)));
        await market.RunOutboxAsync();
        return refund.Amount.Minor;
    }

    public async Task PassAsync(TimeSpan by)
    {
        market.Clock.Move(by);
        await market.ReceiptTimerAsync();
        await market.ReserveTimerAsync();
    }

    public async Task<long?> PayOutAsync(string merchant, string currency, long most)
    {
        var shop = shops[merchant].Shop;
        if (banked.Add(merchant))
        {
            await shop.SetBankAsync(PayingShop.Good);
            await market.DoAsync<PlanPayouts>(async p => Good(await p.ChangeAsync(shop.Id, shop.Member, PayoutSchedule.ByHand, default)));
            // What was written for one account goes to no other: it is older than what is written next.
            market.Clock.Move(TimeSpan.FromMinutes(1));
        }

        var before = (await shop.PayoutsAsync()).Count;
        await shop.WriteAsync();
        var written = (await shop.PayoutsAsync()).Skip(before).SingleOrDefault();
        if (written is not null)
        {
            arrives[merchant] = random.Next(3) > 0;
            if (!arrives[merchant]) shop.Meet(SandboxPaymentFault.FailPayoutLater);
            await market.RunOutboxAsync();
            Assert.Equal(PayoutStatus.Sent, (await shop.PayoutsAsync())[^1].Status);
        }

        await PassAsync(TimeSpan.Zero);
        return written?.Amount.Minor;
    }

    public async Task<IReadOnlyDictionary<string, bool>> EndPayoutsAsync()
    {
        market.Clock.Move(TimeSpan.FromHours(25));
        await shops.Values.First().Shop.SweepAsync();
        var ended = new Dictionary<string, bool>(arrives);
        arrives.Clear();
        foreach (var (merchant, hasArrived) in ended)
        {
            var shop = shops[merchant].Shop;
            var payout = (await shop.PayoutsAsync())[^1];
            Assert.Equal(hasArrived ? PayoutStatus.Paid : PayoutStatus.Failed, payout.Status);
            if (hasArrived) continue;
            Good(await market.DoAsync<RetryPayout, Outcome<Done>>(r => r.RunAsync(payout.Id, admin, default)));
            await market.DoAsync<PlanPayouts>(async p => Good(await p.ChangeAsync(shop.Id, shop.Member, PayoutSchedule.ByHand, default)));
        }

        await PassAsync(TimeSpan.Zero);
        return ended;
    }

    public async Task<(SortedDictionary<string, long> Balances, IReadOnlyDictionary<Guid, (Place Where, bool Kept, string Back)> Lines)> ReadAsync()
    {
        // Labels are paid for besides, by what the carriers charge.
        var sums = await market.ReadAsync(db => db.Postings.AsNoTracking().Where(p => !db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("label")))
            .GroupBy(p => new { p.Account, p.Owner, p.Amount.Currency }).Select(g => new { g.Key.Account, g.Key.Owner, g.Key.Currency, Minor = g.Sum(p => p.Amount.Minor) }).ToListAsync());
        var lines = await market.ReadAsync(db => db.OrderLines.AsNoTracking().ToListAsync());
        return (
            new(sums.Where(s => s.Minor != 0).ToDictionary(s => $"{s.Account} {s.Owner} {s.Currency}", s => s.Minor), StringComparer.Ordinal),
            lines.ToDictionary(l => l.Id, WalkedJournal.Seen));
    }

    private Task<Consignment> NowAsync(SecondParcel parcel)
    {
        var id = new ConsignmentId(parcel.Id);
        return market.ReadAsync(db => db.Consignments.AsNoTracking().Include(c => c.Lines).SingleAsync(c => c.Id == id));
    }

    private string Number(SecondOrder order) => orders[order.Id].Order.Number;

    private OrderAccess Access(SecondOrder order) => DisputeTests.Key(orders[order.Id].Order);

    private static Money In(SecondOrder order, long minor) => new(minor, new Currency(order.Currency));

    private static void Good(Outcome<Done> outcome) => Assert.True(outcome.Succeeded, outcome.Refusal?.Code);

    private static SecondParcel Second(QuotedConsignment quoted, Consignment placed)
    {
        var weights = quoted.Lines.Select(l => l.LineTotal.Minor).ToList();
        long[] Over(Money amount) => SecondBooks.Shares(amount.Minor, weights);
        var (delivery, fees, merchants) = (Over(quoted.Delivery), Over(quoted.Fees), Over(quoted.MerchantDelivery));
        return new SecondParcel
        {
            Id = placed.Id.Value, Merchant = quoted.Merchant.Value.ToString("N"), Currency = quoted.MerchantGoods.Currency.Code, FeeTaxPpm = quoted.FeeTax.Value, FeeTaxCountry = quoted.FeeTaxCountry?.Code ?? "",
            Lines = [.. quoted.Lines.Select((l, i) => new SecondLine
            {
                Id = placed.Lines.Single(o => o.Variant == l.Variant).Id, Paid = [l.LineTotal.Minor, delivery[i], l.Duty.Minor, l.Tax.Minor, fees[i]],
                Whole = (l.MerchantUnitPrice.Minor * l.Quantity) + merchants[i], FeePpm = l.Fee.Value,
            })],
        };
    }
}
