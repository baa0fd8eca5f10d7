using Storefront.Chargebacks;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Walks;

/// <summary>The market's own orders, lines and journal without a database: what its operations do with money between reading and saving, thousands of times a second.</summary>
internal sealed class WalkedJournal(Random random) : IWalkedMarket
{
    public static readonly string[] Currencies = ["EUR", "USD", "JPY", "KWD", "HUF", "ISK"];

    private readonly SortedDictionary<string, long> balances = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Trade> trades = [];
    private readonly Dictionary<string, Payout> payouts = [];
    private readonly HashSet<string> keys = [];
    private readonly List<(MerchantId Id, Currency Currency)> merchants = [];
    private int made;

    private sealed record Trade(Order Order, Payment Payment)
    {
        public List<Refund> Refunds { get; } = [];

        public Dictionary<string, Chargeback> Chargebacks { get; } = [];

        public Consignment Of(SecondParcel parcel) => Order.Consignments.Single(c => c.Id.Value == parcel.Id);
    }

    public DateTime NowUtc { get; private set; } = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);

    public string Provider => "sandbox";

    public int ReserveDays { get; } = random.Next(3) switch { 0 => 0, 1 => 7, _ => 30 };

    public Task<SecondOrder> BuyAsync(Random with)
    {
        var (currency, country) = (new Currency(Currencies[with.Next(Currencies.Length)]), new Country(with.Next(2) == 0 ? "FR" : "US"));
        var order = Order.Place(Guid.NewGuid(), null, "buyer@example.test", "en", new PostalAddress { Country = country, Name = "B", Street = "1" }, null, currency, NowUtc);
        var parcels = new List<SecondParcel>();
        for (var i = with.Next(1, 4); i > 0; i--)
        {
            var lines = Enumerable.Range(0, with.Next(1, 4)).Select(_ => Line(with)).ToList();
            var merchant = Merchant(currency, [.. parcels.Select(p => p.Merchant)], with);
            var (delivery, fees, toMerchant) = (Some(with, 4_000), with.Next(3) == 0 ? Some(with, 2_000) : 0, Some(with, 4_000));
            var facts = Facts(merchant, currency, lines, delivery, fees, toMerchant, with);
            var consignment = Consignment.Of(order.Id, facts, NowUtc);
            consignment.Add([.. lines.Select(l => OrderLine.Of(consignment.Id, facts.Merchant, Facts(l, currency, merchant.Currency)))], NowUtc, 90);
            order.Add(consignment);
            parcels.Add(Second(consignment, lines, delivery, fees, toMerchant));
        }

        var payment = Payment.For(order.Id, order.Total, Provider, NowUtc, TimeSpan.FromMinutes(30));
        payment.SentToProvider("ref", "/");
        Assert.True(payment.Captured(NowUtc) && order.Paid(NowUtc));
        Write(ConsignmentJournal.Captured(order, payment, NowUtc));
        trades.Add(order.Id.Value, new Trade(order, payment));
        return Task.FromResult(new SecondOrder { Id = order.Id.Value, Currency = currency.Code, Country = country.Code, Total = parcels.Sum(p => p.Left), Parcels = parcels });
    }

    public async Task<DateTime> DeliverAsync(SecondOrder order, SecondParcel parcel)
    {
        var consignment = trades[order.Id].Of(parcel);
        consignment.Move(ConsignmentStatus.LabelBought);
        consignment.HandedOver(NowUtc);
        consignment.Delivered(NowUtc);
        await PassAsync(TimeSpan.Zero);
        return NowUtc;
    }

    public Task ReceiveAsync(SecondOrder order, SecondParcel parcel)
    {
        var trade = trades[order.Id];
        trade.Of(parcel).Received(NowUtc);
        Release(trade, trade.Of(parcel));
        return Task.CompletedTask;
    }

    public Task RefundAsync(SecondOrder order, IReadOnlyList<(SecondParcel Parcel, SecondLine Line, long Minor)> lines)
    {
        var trade = trades[order.Id];
        foreach (var parcel in lines.GroupBy(l => l.Parcel))
        {
            var consignment = trade.Of(parcel.Key);
            GiveBack(trade, consignment, [.. parcel.Select(l => LineRefund.Of(consignment.Lines.Single(o => o.Id == l.Line.Id), new Money(l.Minor, trade.Order.Total.Currency)))], $"refund-{++made}");
        }

        return Task.CompletedTask;
    }

    public Task CancelAsync(SecondOrder order, SecondParcel parcel)
    {
        var (trade, consignment) = (trades[order.Id], trades[order.Id].Of(parcel));
        Write(trade, consignment, LineRefund.Over(consignment.Lines, consignment.Refundable), $"cancel:{consignment.Id.Value:N}");
        consignment.Move(ConsignmentStatus.Cancelled);
        return Task.CompletedTask;
    }

    public Task<Guid> ClaimAsync(SecondOrder order, SecondParcel parcel, IReadOnlyList<SecondLine> lines, long ask)
    {
        var consignment = trades[order.Id].Of(parcel);
        consignment.CaseOpened(Own(consignment, lines), NowUtc);
        return Task.FromResult(Guid.NewGuid());
    }

    public Task DecideAsync(SecondOrder order, SecondCase about, long minor)
    {
        var (trade, consignment) = (trades[order.Id], trades[order.Id].Of(about.Parcel));
        var lines = Own(consignment, about.Lines);
        if (minor > 0) GiveBack(trade, consignment, LineRefund.Over(lines, new Money(minor, trade.Order.Total.Currency)), $"dispute-{++made}");
        Close(trade, consignment, lines);
        return Task.CompletedTask;
    }

    public Task<SecondChargeback> ChargeBackAsync(SecondOrder order, long minor)
    {
        var trade = trades[order.Id];
        var currency = trade.Order.Total.Currency;
        var told = new ProviderChargeback($"cb-{++made}", ChargebackState.NeedsAnswer, "needs_response", "general", new Money(minor, currency), "ref", null, false, new Money(15 * currency.MinorPerMajor, currency));
        var chargeback = Chargeback.Of(trade.Payment, told, NowUtc);
        Assert.True(chargeback.Follow(told, NowUtc));
        chargeback.Charged(told.Fee!.Value);
        Write(ChargebackJournal.Fee(chargeback, told.Fee.Value, NowUtc));
        chargeback.Debited(NowUtc);
        trade.Payment.ChargebackOpened();
        Write(ChargebackJournal.Debited(chargeback, NowUtc));
        foreach (var consignment in trade.Order.Consignments) consignment.Keep(consignment.Lines.Where(l => l.Hold is HoldState.Held or HoldState.Reserved or HoldState.Payable), NowUtc);
        var key = chargeback.Id.Value.ToString("N");
        trade.Chargebacks.Add(key, chargeback);
        return Task.FromResult(new SecondChargeback { Key = key, Amount = minor, Fee = 15 * currency.MinorPerMajor });
    }

    public Task EndChargebackAsync(SecondOrder order, SecondChargeback chargeback, bool isLost)
    {
        var (trade, own) = (trades[order.Id], trades[order.Id].Chargebacks[chargeback.Key]);
        own.Close(NowUtc);
        trade.Payment.ChargebackClosed();
        Write(isLost ? ChargebackJournal.Lost(own, NowUtc) : ChargebackJournal.Returned(own, NowUtc));
        if (isLost)
        {
            var consignments = trade.Order.Consignments.OrderBy(c => c.Id.Value).ToList();
            foreach (var (consignment, part) in consignments.Zip(own.Amount.Split(consignments.ConvertAll(c => c.Refundable.Minor))).ToList())
                if (part.IsPositive) GiveBack(trade, consignment, LineRefund.Over(consignment.Lines, part), $"chargeback-{++made}");
        }

        if (trade.Payment.OpenChargebacks > 0) return Task.CompletedTask;
        var kept = order.Cases.Where(c => c.IsOpen && c.Lines.Sum(l => l.LeftTotal) > 0).SelectMany(c => c.Lines).Select(l => l.Id).ToHashSet();
        foreach (var case_ in order.Cases.Where(c => c.IsOpen && Own(trade.Of(c.Parcel), c.Lines).TrueForAll(l => l.Refundable.IsZero))) kept.ExceptWith(case_.Lines.Select(l => l.Id));
        foreach (var consignment in trade.Order.Consignments) Close(trade, consignment, [.. consignment.Lines.Where(l => !kept.Contains(l.Id))]);
        return Task.CompletedTask;
    }

    public Task<long?> ReturnRefundAsync(SecondOrder order)
    {
        var trade = trades[order.Id];
        if (trade.Refunds.Find(r => r.Status == RefundStatus.Pending) is not { } refund) return Task.FromResult<long?>(null);
        refund.Succeeded("r", NowUtc);
        refund.CameBack("account_closed", NowUtc);
        Write(RefundJournal.Owed(refund, Provider, NowUtc));
        return Task.FromResult<long?>(refund.Amount.Minor);
    }

    public Task<long?> RefundAgainAsync(SecondOrder order)
    {
        var trade = trades[order.Id];
        var refund = trade.Refunds.Single(r => r.Status == RefundStatus.Failed);
        Write(RefundJournal.SentAgain(refund, Provider, NowUtc));
        refund.TryAgain();
        return Task.FromResult<long?>(refund.Amount.Minor);
    }

    public Task PassAsync(TimeSpan by)
    {
        NowUtc += by;
        foreach (var trade in trades.Values)
        {
            foreach (var consignment in trade.Order.Consignments)
            {
                if (consignment.CountsAsReceivedAtUtc < NowUtc && consignment.Lines.Any(l => l.Hold == HoldState.Held))
                {
                    consignment.Received(NowUtc);
                    Release(trade, consignment);
                }

                foreach (var line in consignment.Lines.Where(l => l.Hold == HoldState.Reserved && l.DueAtUtc <= NowUtc))
                {
                    Write(ConsignmentJournal.ReserveOver(consignment, line, NowUtc));
                    line.ReserveOver();
                }
            }
        }

        return Task.CompletedTask;
    }

    public async Task<long?> PayOutAsync(string merchant, string currency, long most)
    {
        if (most > 0)
        {
            var account = PayoutAccount.For(new MerchantId(Guid.Parse(merchant)), Provider, NowUtc);
            account.Opened(Provider, "payee");
            var payout = Payout.Of(account, new Money(most, new Currency(currency)), 0, NowUtc);
            payout.Asked(NowUtc);
            payout.Sent("po", null, NowUtc);
            payouts[merchant] = payout;
            Write(PayoutJournal.Written(payout, NowUtc));
        }

        await PassAsync(TimeSpan.Zero);
        return most > 0 ? most : null;
    }

    public async Task<IReadOnlyDictionary<string, bool>> EndPayoutsAsync()
    {
        var ended = new Dictionary<string, bool>();
        foreach (var (merchant, payout) in payouts.OrderBy(p => p.Value.Id.Value))
        {
            var hasArrived = ended[merchant] = random.Next(3) > 0;
            if (hasArrived) payout.Paid(NowUtc);
            else payout.Failed("account_closed", NowUtc);
            Write(hasArrived ? PayoutJournal.Paid(payout, NowUtc) : PayoutJournal.Failed(payout, false, NowUtc));
        }

        payouts.Clear();
        await PassAsync(TimeSpan.Zero);
        return ended;
    }

    public Task<(SortedDictionary<string, long> Balances, IReadOnlyDictionary<Guid, (Place Where, bool Kept, string Back)> Lines)> ReadAsync() => Task.FromResult<(SortedDictionary<string, long>, IReadOnlyDictionary<Guid, (Place, bool, string)>)>(
        (new(balances, StringComparer.Ordinal), trades.Values.SelectMany(t => t.Order.Consignments).SelectMany(c => c.Lines).ToDictionary(l => l.Id, Seen)));

    internal static (Place Where, bool Kept, string Back) Seen(OrderLine line) => (
        line.MoneyIn switch
        {
            HoldState.Held => Place.Held,
            HoldState.Reserved => Place.Reserve,
            HoldState.Payable => Place.Payable,
            HoldState.Refunded => Place.Refunded,
            HoldState.AwaitingPayment or HoldState.Disputed => throw new InvalidOperationException("No money is there."),
        },
        line.InDispute,
        string.Join(' ', line.RefundedGoodsMinor, line.RefundedDeliveryMinor, line.RefundedDutyMinor, line.RefundedTaxMinor, line.RefundedFeesMinor));

    private static List<OrderLine> Own(Consignment consignment, IEnumerable<SecondLine> lines) => [.. lines.Select(s => consignment.Lines.Single(l => l.Id == s.Id))];

    /// <summary>As <c>WriteRefundAsync</c> and <c>EndIfAllRefundedAsync</c>.</summary>
    private void GiveBack(Trade trade, Consignment consignment, IReadOnlyList<LineRefund> lines, string key)
    {
        Write(trade, consignment, lines, key);
        if (consignment.Refundable.IsZero && consignment.Status.MayBecome(ConsignmentStatus.Refunded)) consignment.AllRefunded(NowUtc);
    }

    private void Write(Trade trade, Consignment consignment, IReadOnlyList<LineRefund> lines, string key)
    {
        var refund = Refund.Of(trade.Payment, consignment.Id, key, lines.Sum(l => l.Parts.Total, trade.Order.Total.Currency), NowUtc);
        trade.Refunds.Add(refund);
        Write(ConsignmentJournal.Refunded(consignment, key, lines, Provider, trade.Order.Destination, NowUtc));
        consignment.Refunded(lines);
    }

    /// <summary>As <c>ReleaseFunds</c>.</summary>
    private void Release(Trade trade, Consignment consignment)
    {
        foreach (var line in consignment.Lines.Where(l => l.Hold == HoldState.Held))
        {
            Write(ConsignmentJournal.Released(consignment, line, ReserveDays > 0, trade.Order.Destination, NowUtc));
            line.Released(ReserveDays, NowUtc);
        }
    }

    private void Close(Trade trade, Consignment consignment, IReadOnlyList<OrderLine> lines)
    {
        consignment.CaseClosed(lines.Where(l => l.InDispute));
        if (consignment.ReleasedAtUtc is not null) Release(trade, consignment);
    }

    private void Write(JournalEntry entry)
    {
        Assert.True(keys.Add(entry.Key) || entry.Postings.Count == 0, $"{entry.Key} was posted twice.");
        foreach (var posting in entry.Balanced().Postings)
        {
            var account = $"{posting.Account} {posting.Owner} {posting.Amount.Currency}";
            var now = balances.GetValueOrDefault(account) + posting.Amount.Minor;
            if (now == 0) balances.Remove(account);
            else balances[account] = now;
        }
    }

    /// <summary>One that has sold before, so that its debts meet its earnings, or another; some keep their prices in the buyer's currency.</summary>
    private (MerchantId Id, Currency Currency) Merchant(Currency charge, IReadOnlyList<string> others, Random with)
    {
        var known = merchants.Find(m => !others.Contains(m.Id.Value.ToString("N")));
        if (known != default && with.Next(2) == 0) return known;
        merchants.Add((Id.New<MerchantId>(), with.Next(4) == 0 ? charge : new Currency(Currencies[with.Next(Currencies.Length)])));
        return merchants[^1];
    }

    /// <summary>From nothing to much, small amounts most often: there the rounding bites.</summary>
    private static long Some(Random with, int most) => with.Next(4) switch { 0 => 0, 1 => with.Next(1, 10), _ => with.Next(most) };

    private static LineFigures Line(Random with)
    {
        var quantity = with.Next(1, 4);
        var unit = with.Next(3) == 0 ? with.Next(1, 8) : with.Next(1, 200_000);
        return new LineFigures(quantity, unit, Some(with, 30_000), Some(with, 50_000), with.Next(3) == 0 ? with.Next(1, 8) : with.Next(1, 200_000), with.Next(3) switch { 0 => 0, 1 => 80_000, _ => with.Next(300_000) });
    }

    private sealed record LineFigures(int Quantity, long Unit, long Duty, long Tax, long MerchantUnit, long FeePpm);

    private static ConsignmentFacts Facts((MerchantId Id, Currency Currency) merchant, Currency charge, List<LineFigures> lines, long delivery, long fees, long toMerchant, Random with)
    {
        var taxed = with.Next(3) > 0;
        return new ConsignmentFacts
        {
            Merchant = merchant.Id, MerchantName = "M", ShipsFrom = new Country("CN"), DeliveryMethod = "post", Goods = new Money(lines.Sum(l => l.Unit * l.Quantity), charge), Delivery = new Money(delivery, charge),
            Duty = new Money(lines.Sum(l => l.Duty), charge), Tax = new Money(lines.Sum(l => l.Tax), charge), Fees = new Money(fees, charge), MerchantGoods = new Money(lines.Sum(l => l.MerchantUnit * l.Quantity), merchant.Currency),
            MerchantDelivery = new Money(toMerchant, merchant.Currency), FeeTax = new PartsPerMillion(taxed ? 190_000 : 0), FeeTaxCountry = taxed ? new Country("DE") : null,
            Terms = new OrderTerms("r", null, true, null, "DDP", []), HandlingDays = 2, DaysMin = 3, DaysMax = 9,
        };
    }

    private static OrderLineFacts Facts(LineFigures line, Currency charge, Currency merchants) => new()
    {
        Listing = default, Variant = default, Slug = "s", Sku = "s", Title = "s", Quantity = line.Quantity, UnitPrice = new Money(line.Unit, charge), LineTotal = new Money(line.Unit * line.Quantity, charge),
        Duty = new Money(line.Duty, charge), Tax = new Money(line.Tax, charge), MerchantUnitPrice = new Money(line.MerchantUnit, merchants), Fee = new PartsPerMillion((int)line.FeePpm), HsCode = new HsCode("691110"),
        Origin = new Country("CN"), CustomsDescription = "s", UnitWeight = new Weight(1), UnitSize = new Dimensions(1, 1, 1),
    };

    /// <summary>The shares of delivery and clearance fees are reckoned here, not read.</summary>
    private static SecondParcel Second(Consignment consignment, List<LineFigures> lines, long delivery, long fees, long toMerchant)
    {
        var weights = lines.ConvertAll(l => l.Unit * l.Quantity);
        var (deliveries, clearance, merchants) = (SecondBooks.Shares(delivery, weights), SecondBooks.Shares(fees, weights), SecondBooks.Shares(toMerchant, weights));
        return new SecondParcel
        {
            Id = consignment.Id.Value, Merchant = consignment.Merchant.Value.ToString("N"), Currency = consignment.MerchantGoods.Currency.Code, FeeTaxPpm = consignment.FeeTax.Value, FeeTaxCountry = consignment.FeeTaxCountry?.Code ?? "",
            Lines = [.. lines.Select((l, i) => new SecondLine
            {
                Id = consignment.Lines[i].Id, Paid = [l.Unit * l.Quantity, deliveries[i], l.Duty, l.Tax, clearance[i]], Whole = (l.MerchantUnit * l.Quantity) + merchants[i], FeePpm = l.FeePpm,
            })],
        };
    }
}
