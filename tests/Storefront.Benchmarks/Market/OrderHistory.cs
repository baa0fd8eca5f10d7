using System.Globalization;
using Storefront.Ledger;
using Storefront.Reconciliation;

namespace Storefront.Benchmarks.Market;

/// <summary>Goods that past orders are of, and whose they are.</summary>
/// <param name="Price">In the merchant's currency.</param>
internal sealed record SoldGoods(
    Guid Listing, Guid Variant, Guid Merchant, string MerchantName, string ShipsFrom, string Slug, string Sku, string Title, string HsCode, string Origin, Money Price, int WeightGrams, string Size);

/// <summary>Writes the orders of the last four hundred days with all that hangs on them: parcels' money held, released line by line, reserved, paid out each
/// week, and every day's closing. The rows are what the operations would have written; only the way is shorter. One order in two is of the first merchant.</summary>
internal sealed class OrderHistory(IRowWriter rows, IReadOnlyList<SoldGoods> goods, int orders, DateTime nowUtc)
{
    public const int Days = 400;

    private const int BatchSize = 10_000;
    private const int DeliveredAfterDays = 6;
    private const int ReceivedAfterDays = 20;
    private const int ReserveDays = 7;
    private const int FeePartsPerMillion = 80_000;

    private static readonly string ShipTo = """{"country":"FR","name":"Camille Roux","street":"12 rue Mercière","city":"Lyon","postcode":"69002"}""";
    private static readonly string Terms = """{"ruleId":"FR-IOSS","scheme":"IOSS","nothingDueAtDoor":true,"estimateAtDoor":null,"incoterm":"DDP","rates":[]}""";
    private static readonly string[] OrderColumns = ["Id", "AccessKey", "Attempt", "Email", "Language", "Number", "PaidAtUtc", "PlacedAtUtc", "ShipTo", "Status", "Version", "Total_Currency", "Total_Minor"];
    private static readonly string[] ConsignmentColumns =
    [
        "Id", "Order", "Merchant", "MerchantName", "ShipsFrom", "DeliveryMethod", "FeeTax", "Terms", "Status", "RefundedMinor", "DispatchByUtc", "PromisedByUtc", "PromisedFromUtc", "HandedOverAtUtc", "DeliveredAtUtc", "ReleasedAtUtc",
        "SettledAtUtc", "WasDisputed", "InDispute", "Version", .. Amounts("Goods", "Delivery", "Duty", "Tax", "Fees", "Total", "MerchantGoods", "MerchantDelivery"),
    ];
    private static readonly string[] LineColumns =
    [
        "Id", "Consignment", "Merchant", "Listing", "Variant", "Slug", "Sku", "Title", "Quantity", "Fee", "HsCode", "Origin", "CustomsDescription", "UnitWeight", "UnitSize", "RefundedMinor", "RefundedGoodsMinor", "RefundedDeliveryMinor",
        "RefundedDutyMinor", "RefundedTaxMinor", "RefundedFeesMinor", "Hold", "DueAtUtc", "ReserveDays", "StopAtUtc", .. Amounts("UnitPrice", "LineTotal", "Delivery", "Duty", "Tax", "Fees", "MerchantUnitPrice", "MerchantDelivery"),
    ];
    private static readonly string[] PaymentColumns =
        ["Id", "Order", "Provider", "Key", "Reference", "RefundedMinor", "Status", "OpenChargebacks", "IsDoubted", "CreatedAtUtc", "ExpiresAtUtc", "CapturedAtUtc", "Version", "Amount_Currency", "Amount_Minor"];
    private static readonly string[] StepColumns = ["Id", "AtUtc", "Cause", "Consignment", "Kind", "Order"];
    private static readonly string[] EventColumns = ["Provider", "EventId", "Kind", "Subject", "ReceivedAtUtc", "WasFetched", "Message", "Ignored"];
    private static readonly string[] PayoutColumns =
        ["Id", "Merchant", "Provider", "Payee", "BankEnding", "Key", "Status", "Reference", "ApprovalsNeeded", "CreatedAtUtc", "AskedAtUtc", "PaidAtUtc", "SettledAtUtc", "Version", "Amount_Currency", "Amount_Minor"];
    private static readonly string[] EntryColumns = ["Id", "Key", "Order", "Consignment", "AtUtc"];
    private static readonly string[] PostingColumns = ["Entry", "Line", "Account", "Owner", "AtUtc", "Amount_Currency", "Amount_Minor"];

    private readonly Random random = new(1);
    private readonly List<SoldGoods> own = [.. goods.Where(g => g.Merchant == goods[0].Merchant)];
    private readonly List<SoldGoods> others = [.. goods.Where(g => g.Merchant != goods[0].Merchant)];
    private readonly DateTime start = nowUtc.AddDays(-Days);
    private readonly DateTime closedUpTo = (nowUtc - CloseLedger.Margin).Date;
    private readonly SortedDictionary<DateTime, Day> days = [];
    private readonly SortedDictionary<DateTime, Dictionary<(Guid Merchant, Currency Currency), long>> owed = [];
    private readonly List<object?[]> entries = [];
    private readonly List<object?[]> postings = [];

    public void Fill()
    {
        for (var from = 0; from < orders; from += BatchSize) WriteOrders(from, Math.Min(orders, from + BatchSize));
        PayOut();
        WriteEntries();
        Close();
        Compared();
        rows.Finish();
    }

    private static string[] Amounts(params string[] names) => [.. names.SelectMany(n => new[] { n + "_Currency", n + "_Minor" })];

    private static object?[] Values(params Money[] amounts) => [.. amounts.SelectMany(a => new object?[] { a.Currency.Code, a.Minor })];

    private void WriteOrders(int from, int to)
    {
        var (placed, consignments, lines, payments, events, steps) = (new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>());
        for (var number = from; number < to; number++)
        {
            var sold = own.Count > 0 && (number % 2 == 0 || others.Count == 0) ? own[random.Next(own.Count)] : others[random.Next(others.Count)];
            Order(number, sold, start + ((nowUtc - start) * ((number + 0.5) / orders)), placed, consignments, lines, payments, steps);
        }

        rows.Write("Orders", OrderColumns, placed);
        rows.Write("Consignments", ConsignmentColumns, consignments);
        rows.Write("OrderLines", LineColumns, lines);
        rows.Write("Payments", PaymentColumns, payments);
        rows.Write("OrderEvents", StepColumns, steps);
        foreach (var paid in payments) events.Add(["sandbox", $"evt_{paid[4]}_Captured", "payment.captured", paid[4], paid[11], false, Guid.CreateVersion7(), null]);
        rows.Write("ReceivedEvents", EventColumns, events);
        WriteEntries();
    }

    private void WriteEntries()
    {
        rows.Write("JournalEntries", EntryColumns, entries);
        rows.Write("Postings", PostingColumns, postings);
        entries.Clear();
        postings.Clear();
    }

    private void Order(int number, SoldGoods sold, DateTime exactly, List<object?[]> placed, List<object?[]> consignments, List<object?[]> lines, List<object?[]> payments, List<object?[]> steps)
    {
        // Databases keep microseconds.
        var at = new DateTime(exactly.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        var (order, consignment, line, payment) = (Key(at), Key(at), Key(at), Key(at));
        var quantity = 1 + random.Next(2);
        var unit = Eur(random.Next(500, 20_000));
        var (goodsTotal, delivery, none) = (unit * quantity, Eur(590), Eur(0));
        var tax = Eur((goodsTotal + delivery).Minor / 5);
        var total = goodsTotal + delivery + tax;
        var (merchantGoods, merchantDelivery) = (sold.Price * quantity, new Money(sold.Price.Minor / 10, sold.Price.Currency));
        var gross = merchantGoods + merchantDelivery;
        var fee = gross.Share(new PartsPerMillion(FeePartsPerMillion), Rounding.HalfUp);
        var net = gross - fee;
        DateTime? Since(int days) => at.AddDays(days) <= nowUtc ? at.AddDays(days) : null;
        var (sent, delivered, received, free) = (Since(2), Since(DeliveredAfterDays), Since(ReceivedAfterDays), Since(ReceivedAfterDays + ReserveDays));
        var status = received is not null ? "Received" : delivered is not null ? "Delivered" : sent is not null ? "HandedOver" : "ToPack";
        var hold = free is not null ? "Payable" : received is not null ? "Reserved" : "Held";
        var promised = at.AddDays(16);
        DateTime? due = free is not null ? null : received is not null ? at.AddDays(ReceivedAfterDays + ReserveDays) : delivered is { } there ? there.AddDays(14) : promised.AddDays(30);

        placed.Add([order, Guid.NewGuid().ToString("N"), Guid.NewGuid(), $"buyer{number % 5000}@example.test", "fr", $"GEN{number.ToString("D9", CultureInfo.InvariantCulture)}", at, at, ShipTo, "Paid", 1, "EUR", total.Minor]);
        consignments.Add(
        [
            consignment, order, sold.Merchant, sold.MerchantName, sold.ShipsFrom, "standard", 0, Terms, status, 0L, at.AddDays(2), promised, at.AddDays(8), sent, delivered, received, received, false, false, 1,
            .. Values(goodsTotal, delivery, none, tax, none, total, merchantGoods, merchantDelivery),
        ]);
        lines.Add(
        [
            line, consignment, sold.Merchant, sold.Listing, sold.Variant, sold.Slug, sold.Sku, sold.Title, quantity, FeePartsPerMillion, sold.HsCode, sold.Origin, "Household goods", sold.WeightGrams, sold.Size, 0L, 0L, 0L, 0L, 0L, 0L,
            hold, due, received is null ? null : ReserveDays, received is null ? at.AddDays(90) : null, .. Values(unit, goodsTotal, delivery, none, tax, none, sold.Price, merchantDelivery),
        ]);
        payments.Add([payment, order, "sandbox", $"pay-{payment:N}", $"sbx_pay-{payment:N}", 0L, "Captured", 0, false, at, at.AddMinutes(45), at, 2, "EUR", total.Minor]);

        void Step(string kind, string cause, DateTime? when, Guid? of)
        {
            if (when is { } then) steps.Add([Key(then), then, cause, of, kind, order]);
        }

        Step("Placed", "buyer", at, null);
        Step("Paid", "provider", at.AddSeconds(1), null);
        Step("HandedOver", "merchant", sent, consignment);
        Step("Delivered", "carrier", delivered, consignment);
        Step("Received", "timer", received, consignment);
        var merchant = sold.Merchant.ToString("N");
        Post($"captured:{payment:N}", order, null, at, (AccountKind.ProcessorBalance, "sandbox", total), (AccountKind.BuyerFundsHeld, consignment.ToString("N"), -total));
        if (received is { } releasedAt)
        {
            Post(
                $"released:{line:N}", order, consignment, releasedAt, (AccountKind.BuyerFundsHeld, consignment.ToString("N"), total), (AccountKind.TaxCollected, "FR", -tax),
                (AccountKind.FxPosition, "", -(goodsTotal + delivery)), (AccountKind.FxPosition, "", gross), (AccountKind.MerchantReserve, merchant, -net), (AccountKind.PlatformFees, "", -fee));
        }

        if (free is not { } freeAt) return;
        Post($"reserve-over:{line:N}", order, consignment, freeAt, (AccountKind.MerchantReserve, merchant, net), (AccountKind.MerchantPayable, merchant, -net));
        // Paid out on the Monday after.
        var monday = freeAt.Date.AddDays(1 + ((7 - (int)freeAt.DayOfWeek) % 7)).AddHours(8);
        if (!owed.TryGetValue(monday, out var week)) owed[monday] = week = [];
        week[(sold.Merchant, net.Currency)] = week.GetValueOrDefault((sold.Merchant, net.Currency)) + net.Minor;
    }

    private void PayOut()
    {
        var payouts = new List<object?[]>();
        foreach (var (at, week) in owed)
        {
            if (at.AddHours(1) > nowUtc) continue;
            foreach (var ((merchant, currency), minor) in week)
            {
                var (id, amount, owner, paidAt) = (Key(at), new Money(minor, currency), merchant.ToString("N"), at.AddHours(1));
                payouts.Add([id, merchant, "sandbox", $"payee-{owner}", "4321", $"out-{id:N}", "Paid", $"sbxp_{id:N}", 0, at, at, paidAt, paidAt, 3, currency.Code, minor]);
                Post($"payout:{id:N}", null, null, at, (AccountKind.MerchantPayable, owner, amount), (AccountKind.PayoutsOnTheWay, owner, -amount));
                Post($"payout-paid:{id:N}", null, null, paidAt, (AccountKind.PayoutsOnTheWay, owner, amount), (AccountKind.ProcessorBalance, "sandbox", -amount));
            }
        }

        rows.Write("Payouts", PayoutColumns, payouts);
    }

    private void Post(string key, Guid? order, Guid? consignment, DateTime at, params (AccountKind Account, string Owner, Money Amount)[] lines)
    {
        var entry = Key(at);
        entries.Add([entry, key, order, consignment, at]);
        if (!days.TryGetValue(at.Date, out var day)) days[at.Date] = day = new Day();
        day.Entries++;
        for (var line = 0; line < lines.Length; line++)
        {
            var (account, owner, amount) = lines[line];
            postings.Add([entry, line, account.ToString(), owner, at, amount.Currency.Code, amount.Minor]);
            day.Postings++;
            day.Add(account, ClosingBalance.AllOwners, amount);
            if (account != AccountKind.BuyerFundsHeld) day.Add(account, owner, amount);
            if (account == AccountKind.MerchantPayable) day.Add(account, ClosingBalance.PartOf(owner, key), amount);
        }
    }

    /// <summary>As the books would have been closed each night.</summary>
    private void Close()
    {
        var totals = new Dictionary<(AccountKind Account, string Owner, Currency Currency), (long Debits, long Credits)>();
        var (closings, balances) = (new List<object?[]>(), new List<object?[]>());
        var (entryCount, postingCount) = (0L, 0L);
        foreach (var (date, day) in days)
        {
            var upTo = date.AddDays(1);
            if (upTo > closedUpTo) break;
            entryCount += day.Entries;
            postingCount += day.Postings;
            closings.Add([upTo, upTo + CloseLedger.Margin, entryCount, postingCount]);
            foreach (var (key, moved) in day.Turnovers)
            {
                var before = totals.GetValueOrDefault(key);
                var after = totals[key] = (before.Debits + moved.Debits, before.Credits + moved.Credits);
                balances.Add([key.Account.ToString(), key.Owner, key.Currency.Code, upTo, upTo + CloseLedger.Margin, after.Debits, after.Credits]);
            }
        }

        rows.Write("Closings", ["UpToUtc", "AtUtc", "Entries", "Postings"], closings);
        rows.Write("ClosingBalances", ["Account", "Owner", "Currency", "UpToUtc", "AtUtc", "DebitsMinor", "CreditsMinor"], balances);
    }

    /// <summary>The nights' comparisons with the provider are done, which has no record of what is generated here.</summary>
    private void Compared() => rows.Write(
        "ReconciliationRuns", ["Id", "Key", "Provider", "FromUtc", "ToUtc", "StartedAtUtc", "LeasedUntilUtc", "FinishedAtUtc", "Compared", "Adopted", "Differences", "Version"],
        Enumerable.Range(0, CompareWithProvider.DaysBack).Select(back =>
        {
            var day = (nowUtc - CompareWithProvider.Margin).Date.AddDays(-1 - back);
            return new object?[] { Guid.CreateVersion7(), $"daily:sandbox:{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", "sandbox", day, day.AddDays(1), day.AddDays(1), day.AddDays(1), day.AddDays(1), 0, 0, 0, 1 };
        }));

    private static Guid Key(DateTime at) => Guid.CreateVersion7(new DateTimeOffset(at));

    private static Money Eur(long minor) => new(minor, Currency.Eur);

    private sealed class Day
    {
        public long Entries { get; set; }

        public long Postings { get; set; }

        public Dictionary<(AccountKind Account, string Owner, Currency Currency), (long Debits, long Credits)> Turnovers { get; } = [];

        public void Add(AccountKind account, string owner, Money amount)
        {
            ref var sums = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Turnovers, (account, owner, amount.Currency), out _);
            if (amount.Minor > 0) sums.Debits += amount.Minor;
            else sums.Credits -= amount.Minor;
        }
    }
}
