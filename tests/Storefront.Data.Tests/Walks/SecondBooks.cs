using Storefront.Ledger;

namespace Storefront.Data.Tests.Walks;

internal enum Place
{
    Held,
    Reserve,
    Payable,
    Refunded,
}

/// <summary>One order line as it was bought. Goods, delivery, duty, tax and clearance fees in the charge currency, the whole in the merchant's.</summary>
internal sealed class SecondLine
{
    public required Guid Id { get; init; }

    public required long[] Paid { get; init; }

    public long[] Back { get; } = new long[5];

    public required long Whole { get; init; }

    public required long FeePpm { get; init; }

    public Place Where { get; set; }

    public bool Kept { get; set; }

    public DateTime Due { get; set; }

    public long[] Left => [.. Paid.Zip(Back, (p, b) => p - b)];

    public long LeftTotal => Left.Sum();
}

internal sealed class SecondParcel
{
    public required Guid Id { get; init; }

    public required string Merchant { get; init; }

    public required string Currency { get; init; }

    public required long FeeTaxPpm { get; init; }

    public required string FeeTaxCountry { get; init; }

    public required List<SecondLine> Lines { get; init; }

    public DateTime? DeliveredAt { get; set; }

    public bool IsReceived { get; set; }

    public bool IsOver { get; set; }

    public long Left => Lines.Sum(l => l.LeftTotal);
}

internal sealed class SecondCase
{
    public required SecondParcel Parcel { get; init; }

    public required List<SecondLine> Lines { get; init; }

    public required Guid Key { get; init; }

    public bool IsOpen { get; set; } = true;
}

internal sealed class SecondChargeback
{
    public required string Key { get; init; }

    public required long Amount { get; init; }

    public required long Fee { get; init; }

    public bool IsOpen { get; set; } = true;
}

internal sealed class SecondOrder
{
    public required Guid Id { get; init; }

    public required string Currency { get; init; }

    public required string Country { get; init; }

    public required long Total { get; init; }

    public required List<SecondParcel> Parcels { get; init; }

    public List<SecondCase> Cases { get; } = [];

    public List<SecondChargeback> Chargebacks { get; } = [];

    /// <summary>Refunds that came back: the buyer is owed them.</summary>
    public long Owed { get; set; }

    public bool IsDoubted => Chargebacks.Exists(c => c.IsOpen);

    public IEnumerable<SecondLine> Lines => Parcels.SelectMany(p => p.Lines);
}

/// <summary>The market's money reckoned a second time, from what was bought and where each line's money is, in plain whole numbers of minor units. It knows no
/// posting and nothing of how the market computes; whoever changes the one has to change the other.</summary>
internal sealed class SecondBooks
{
    public List<SecondOrder> Orders { get; } = [];

    /// <summary>On its way and arrived, per merchant and currency.</summary>
    public Dictionary<(string Merchant, string Currency), (long OnItsWay, long Arrived)> PaidOut { get; } = [];

    /// <summary>Divides without loss: each gets the whole units of its exact share, and those with the largest rests get one more, the first in a tie.</summary>
    public static long[] Shares(long amount, IReadOnlyList<long> weights)
    {
        decimal all = weights.Sum();
        var shares = weights.Select(w => (long)decimal.Floor(amount * (decimal)w / all)).ToArray();
        var rests = weights.Select((w, i) => (amount * (decimal)w) - (shares[i] * all)).ToArray();
        for (var missing = amount - shares.Sum(); missing > 0; missing--)
        {
            var largest = Array.IndexOf(rests, rests.Max());
            (shares[largest], rests[largest]) = (shares[largest] + 1, -1);
        }

        return shares;
    }

    /// <summary>What is left of a line for its merchant: the whole in the proportion of what is left of goods and delivery, the fee of that, the tax of the fee.</summary>
    public static (long Gross, long Fee, long Tax) Earned(SecondParcel parcel, SecondLine line)
    {
        var (own, left) = (line.Paid[0] + line.Paid[1], line.Left[0] + line.Left[1]);
        var gross = own == left ? line.Whole : HalfUp((decimal)line.Whole * left / own);
        var fee = HalfUp(gross * (decimal)line.FeePpm / 1_000_000);
        return (gross, fee, HalfUp(fee * (decimal)parcel.FeeTaxPpm / 1_000_000));
    }

    private static long HalfUp(decimal amount) => (long)decimal.Floor(amount + 0.5m);

    private static long Net((long Gross, long Fee, long Tax) earned) => earned.Gross - earned.Fee - earned.Tax;

    public void GiveBack(SecondParcel parcel, SecondLine line, long amount)
    {
        var parts = amount == line.LeftTotal ? line.Left : Shares(amount, line.Left);
        for (var i = 0; i < 5; i++) line.Back[i] += parts[i];
        if (!line.Kept) CloseIfEmpty(line);
        if (parcel.Left == 0) parcel.IsOver = true;
    }

    public void GiveBackOver(SecondParcel parcel, IEnumerable<SecondLine> lines, long amount)
    {
        var left = lines.Where(l => l.LeftTotal > 0).OrderBy(l => l.Id).ToList();
        foreach (var (line, share) in left.Zip(Shares(amount, left.ConvertAll(l => l.LeftTotal))).ToList())
            if (share > 0) GiveBack(parcel, line, share);
    }

    public void Receive(SecondParcel parcel, DateTime now, int reserveDays)
    {
        parcel.IsReceived = true;
        Release(parcel, now, reserveDays);
    }

    public void Release(SecondParcel parcel, DateTime now, int reserveDays)
    {
        foreach (var line in parcel.Lines.Where(l => l.Where == Place.Held && !l.Kept))
            (line.Where, line.Due) = reserveDays > 0 ? (Place.Reserve, now.AddDays(reserveDays)) : (Place.Payable, default);
    }

    public void LetGo(SecondOrder order, SecondParcel parcel, IEnumerable<SecondLine> lines, DateTime now, int reserveDays)
    {
        foreach (var line in lines.Where(l => l.Kept).ToList())
        {
            line.Kept = false;
            CloseIfEmpty(line);
        }

        if (parcel.IsReceived) Release(parcel, now, reserveDays);
        Assert.False(order.IsDoubted);
    }

    public void EndChargeback(SecondOrder order, SecondChargeback chargeback, bool isLost, DateTime now, int reserveDays)
    {
        chargeback.IsOpen = false;
        if (isLost)
        {
            var parcels = order.Parcels.OrderBy(p => p.Id).ToList();
            foreach (var (parcel, share) in parcels.Zip(Shares(chargeback.Amount, parcels.ConvertAll(p => p.Left))).ToList())
                if (share > 0) GiveBackOver(parcel, parcel.Lines, share);
        }

        foreach (var empty in order.Cases.Where(c => c.Lines.Sum(l => l.LeftTotal) == 0)) empty.IsOpen = false;
        if (order.IsDoubted) return;
        var inCases = order.Cases.Where(c => c.IsOpen).SelectMany(c => c.Lines).ToHashSet();
        foreach (var parcel in order.Parcels) LetGo(order, parcel, parcel.Lines.Where(l => !inCases.Contains(l)), now, reserveDays);
    }

    public void Pass(DateTime now, int reserveDays)
    {
        foreach (var parcel in Orders.SelectMany(o => o.Parcels).Where(p => p is { IsReceived: false, IsOver: false } && p.DeliveredAt < now.AddDays(-14) && p.Lines.Exists(l => l.Where == Place.Held && !l.Kept)))
            Receive(parcel, now, reserveDays);
        foreach (var line in Orders.SelectMany(o => o.Lines).Where(l => l.Where == Place.Reserve && !l.Kept && l.Due <= now)) line.Where = Place.Payable;
    }

    /// <summary>What a merchant may be paid now: what stands in its balance, but for what belongs to goods in an open case.</summary>
    public (long Owed, long Kept) Payable(string merchant, string currency)
    {
        var own = Orders.SelectMany(o => o.Parcels).Where(p => p.Merchant == merchant && p.Currency == currency).SelectMany(p => p.Lines.Where(l => l.Where == Place.Payable).Select(l => (l.Kept, Net: Net(Earned(p, l))))).ToList();
        var (onItsWay, arrived) = PaidOut.GetValueOrDefault((merchant, currency));
        return (own.Sum(l => l.Net) - onItsWay - arrived, own.Where(l => l.Kept).Sum(l => l.Net));
    }

    /// <summary>What has to stand in every account, debit positive; what is nothing is left out. Held money is that of the parcel.</summary>
    public SortedDictionary<string, long> Balances(string provider)
    {
        var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
        void Stands(AccountKind account, string owner, string currency, long minor) => all[$"{account} {owner} {currency}"] = all.GetValueOrDefault($"{account} {owner} {currency}") + minor;

        foreach (var order in Orders)
        {
            var (back, open) = (order.Lines.Sum(l => l.Back.Sum()), order.Chargebacks.Where(c => c.IsOpen).ToList());
            var fees = order.Chargebacks.Sum(c => c.Fee);
            Stands(AccountKind.ProcessorBalance, provider, order.Currency, order.Total - back + order.Owed - open.Sum(c => c.Amount) - fees);
            Stands(AccountKind.PaymentFees, provider, order.Currency, fees);
            Stands(AccountKind.OwedToBuyers, order.Id.ToString("N"), order.Currency, -order.Owed);
            foreach (var chargeback in open) Stands(AccountKind.Disputed, chargeback.Key, order.Currency, chargeback.Amount);
            foreach (var parcel in order.Parcels)
            {
                foreach (var line in parcel.Lines)
                {
                    if (line.Where == Place.Held)
                    {
                        Stands(AccountKind.BuyerFundsHeld, parcel.Id.ToString("N"), order.Currency, -line.LeftTotal);
                        continue;
                    }

                    var earned = Earned(parcel, line);
                    Stands(line.Where == Place.Reserve ? AccountKind.MerchantReserve : AccountKind.MerchantPayable, parcel.Merchant, parcel.Currency, -Net(earned));
                    Stands(AccountKind.PlatformFees, "", parcel.Currency, -earned.Fee);
                    Stands(AccountKind.FeeTaxCollected, parcel.FeeTaxCountry, parcel.Currency, -earned.Tax);
                    Stands(AccountKind.DutyCollected, order.Country, order.Currency, -line.Left[2]);
                    Stands(AccountKind.TaxCollected, order.Country, order.Currency, -line.Left[3]);
                    Stands(AccountKind.ClearanceCollected, order.Country, order.Currency, -line.Left[4]);
                    Stands(AccountKind.FxPosition, "", order.Currency, -line.Left[0] - line.Left[1]);
                    Stands(AccountKind.FxPosition, "", parcel.Currency, earned.Gross);
                }
            }
        }

        foreach (var ((merchant, currency), (onItsWay, arrived)) in PaidOut)
        {
            Stands(AccountKind.MerchantPayable, merchant, currency, onItsWay + arrived);
            Stands(AccountKind.PayoutsOnTheWay, merchant, currency, -onItsWay);
            Stands(AccountKind.ProcessorBalance, provider, currency, -arrived);
        }

        foreach (var nothing in all.Where(a => a.Value == 0).Select(a => a.Key).ToList()) all.Remove(nothing);
        return all;
    }

    private static void CloseIfEmpty(SecondLine line)
    {
        if (line.LeftTotal == 0 && line.Back.Sum() > 0) line.Where = Place.Refunded;
    }
}
