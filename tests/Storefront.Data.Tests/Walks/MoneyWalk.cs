namespace Storefront.Data.Tests.Walks;

/// <summary>A random sequence of what happens to money, done in a market and in the second books, compared to the minor unit after each step. Every step has
/// a seed of its own, so that a sequence that fails can be shortened by leaving steps out.</summary>
internal sealed class MoneyWalk(IWalkedMarket market, SecondBooks books)
{
    private readonly List<string> told = [];

    /// <summary>What was done, for people.</summary>
    public IReadOnlyList<string> Told => told;

    public static int[] SeedsOf(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(4, 36)).Select(_ => random.Next())];
    }

    /// <param name="own">The walk goes on with these orders alone, of all that the books know.</param>
    public async Task RunAsync(IReadOnlyList<int> steps)
    {
        var own = new List<SecondOrder>();
        foreach (var step in steps)
        {
            var random = new Random(step);
            // What cannot happen now is drawn again, so that most steps do something.
            for (var draws = 0; draws < 5 && !await StepAsync(random, own); draws++)
            {
            }

            await CompareAsync();
        }
    }

    private async Task<bool> StepAsync(Random random, List<SecondOrder> own)
    {
        if (own.Count == 0 || (own.Count < 3 && random.Next(10) == 0))
        {
            var bought = await market.BuyAsync(random);
            own.Add(bought);
            books.Orders.Add(bought);
            told.Add($"bought for {bought.Total} {bought.Currency}: {string.Join(" | ", bought.Parcels.Select(p => string.Join(", ", p.Lines.Select(l => $"[{string.Join(' ', l.Paid)}] for {l.Whole} {p.Currency}"))))}");
            return true;
        }

        var order = own[random.Next(own.Count)];
        var parcel = order.Parcels[random.Next(order.Parcels.Count)];
        switch (random.Next(20))
        {
            case 0 or 1 or 2 when parcel is { DeliveredAt: null, IsOver: false } && !order.IsDoubted:
                parcel.DeliveredAt = await market.DeliverAsync(order, parcel);
                books.Pass(market.NowUtc, market.ReserveDays);
                told.Add("delivered");
                return true;
            case 3 or 4 or 5 when parcel is { DeliveredAt: not null, IsReceived: false, IsOver: false } && parcel.Lines.Exists(l => l.Where == Place.Held && !l.Kept):
                await market.ReceiveAsync(order, parcel);
                books.Receive(parcel, market.NowUtc, market.ReserveDays);
                told.Add("received");
                return true;
            case 6 or 7:
                return await RefundAsync(order, random);
            case 8 when parcel is { DeliveredAt: null, IsOver: false, Left: > 0 } && !parcel.Lines.Exists(l => l.Kept) && random.Next(3) == 0:
                await market.CancelAsync(order, parcel);
                books.GiveBackOver(parcel, parcel.Lines, parcel.Left);
                parcel.IsOver = true;
                told.Add("cancelled");
                return true;
            case 9 or 10:
                return await ClaimAsync(order, parcel, random);
            case 11 or 12:
                return await DecideAsync(order, random);
            case 13 when random.Next(3) == 0:
                return await ChargeBackAsync(order, random);
            case 14 when order.Chargebacks.Find(c => c.IsOpen) is { } open:
                var isLost = random.Next(2) == 0;
                await market.EndChargebackAsync(order, open, isLost);
                books.EndChargeback(order, open, isLost, market.NowUtc, market.ReserveDays);
                told.Add($"chargeback of {open.Amount} {(isLost ? "lost" : "won")}");
                return true;
            case 15 when !order.IsDoubted && order.Chargebacks.Count == 0:
                if (await (order.Owed == 0 ? market.ReturnRefundAsync(order) : market.RefundAgainAsync(order)) is not { } moved) return false;
                order.Owed = order.Owed == 0 ? moved : 0;
                told.Add($"owed to the buyer {order.Owed}");
                return true;
            case 16 or 17:
                return await PayOutAsync(order);
            case 18 or 19:
                await market.PassAsync(TimeSpan.FromHours(random.Next(1, 24 * 20)));
                books.Pass(market.NowUtc, market.ReserveDays);
                told.Add($"now {market.NowUtc:u}");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Some lines of any merchants, each in full or in part.</summary>
    private async Task<bool> RefundAsync(SecondOrder order, Random random)
    {
        if (order.IsDoubted) return false;
        var lines = order.Parcels.SelectMany(p => p.Lines.Where(l => !l.Kept && l.LeftTotal > 0).Select(l => (Parcel: p, Line: l, Minor: Part(l.LeftTotal, random)))).Where(_ => random.Next(2) == 0).ToList();
        if (lines.Count == 0) return false;
        await market.RefundAsync(order, lines);
        foreach (var (parcel, line, minor) in lines) books.GiveBack(parcel, line, minor);
        told.Add($"refunded {string.Join(", ", lines.Select(l => l.Minor))}");
        return true;
    }

    private async Task<bool> ClaimAsync(SecondOrder order, SecondParcel parcel, Random random)
    {
        var free = parcel.Lines.Where(l => !l.Kept && l.Where != Place.Refunded && l.LeftTotal > 0 && random.Next(2) == 0).ToList();
        if (parcel.DeliveredAt is not { } at || market.NowUtc > at.AddDays(30) || free.Count == 0) return false;
        var about = new SecondCase { Parcel = parcel, Lines = free, Key = await market.ClaimAsync(order, parcel, free, Part(free.Sum(l => l.LeftTotal), random)) };
        foreach (var line in free) line.Kept = true;
        order.Cases.Add(about);
        told.Add($"case about {free.Count} lines");
        return true;
    }

    private async Task<bool> DecideAsync(SecondOrder order, Random random)
    {
        if (order.IsDoubted || order.Cases.Find(c => c.IsOpen) is not { } about) return false;
        var minor = random.Next(4) == 0 ? 0 : Part(about.Lines.Sum(l => l.LeftTotal), random);
        await market.DecideAsync(order, about, minor);
        if (minor > 0) books.GiveBackOver(about.Parcel, about.Lines, minor);
        about.IsOpen = false;
        books.LetGo(order, about.Parcel, about.Lines, market.NowUtc, market.ReserveDays);
        told.Add($"decided {minor}");
        return true;
    }

    private async Task<bool> ChargeBackAsync(SecondOrder order, Random random)
    {
        var left = order.Lines.Sum(l => l.LeftTotal) - order.Chargebacks.Where(c => c.IsOpen).Sum(c => c.Amount);
        if (left <= 0 || order.Owed > 0) return false;
        order.Chargebacks.Add(await market.ChargeBackAsync(order, Part(left, random)));
        foreach (var line in order.Lines.Where(l => l.Where != Place.Refunded)) line.Kept = true;
        told.Add($"chargeback of {order.Chargebacks[^1].Amount}");
        return true;
    }

    /// <summary>What one of the order's merchants has earned, if there is any such.</summary>
    private async Task<bool> PayOutAsync(SecondOrder order)
    {
        foreach (var account in order.Parcels.Select(p => (p.Merchant, p.Currency)).Distinct())
        {
            var before = books.PaidOut.GetValueOrDefault(account);
            var (owed, kept) = books.Payable(account.Merchant, account.Currency);
            if (before.OnItsWay > 0)
            {
                var arrived = await market.EndPayoutsAsync();
                foreach (var (sent, sums) in books.PaidOut.Where(p => p.Value.OnItsWay > 0).ToList()) books.PaidOut[sent] = (0, sums.Arrived + (arrived[sent.Merchant] ? sums.OnItsWay : 0));
                told.Add($"payout ended: {string.Join(", ", arrived.Values)}");
            }
            else if (owed - kept > 0)
            {
                if (await market.PayOutAsync(account.Merchant, account.Currency, owed - kept) is { } paid)
                {
                    Assert.InRange(paid, 1, owed - kept);
                    books.PaidOut[account] = (paid, before.Arrived);
                    told.Add($"paid {paid} of {owed}");
                }
            }
            else
            {
                continue;
            }

            books.Pass(market.NowUtc, market.ReserveDays);
            return true;
        }

        return false;
    }

    /// <summary>All of it one time in three, a single minor unit sometimes.</summary>
    private static long Part(long all, Random random) => random.Next(6) switch { 0 or 1 => all, 2 => 1, _ => random.NextInt64(1, all + 1) };

    private async Task CompareAsync()
    {
        var (balances, lines) = await market.ReadAsync();
        var expected = books.Balances(market.Provider);
        var off = expected.Keys.Union(balances.Keys).Where(k => expected.GetValueOrDefault(k) != balances.GetValueOrDefault(k))
            .Select(k => $"{k}: {balances.GetValueOrDefault(k)} in the books, {expected.GetValueOrDefault(k)} by the second").ToList();
        Assert.True(off.Count == 0, string.Join(Environment.NewLine, off));

        // I1: nothing is made and nothing lost, in any currency.
        foreach (var currency in balances.GroupBy(b => b.Key.Split(' ')[^1])) Assert.Equal(0, currency.Sum(b => b.Value));
        foreach (var order in books.Orders)
        {
            long captured = 0;
            foreach (var parcel in order.Parcels)
            {
                foreach (var line in parcel.Lines)
                {
                    var (where, kept, back) = lines[line.Id];
                    Assert.Equal((line.Where, line.Kept, string.Join(' ', line.Back)), (where, kept, back));

                    // I3: no part of a line goes back more than once, and no merchant has more than the line left it.
                    Assert.All(line.Left, part => Assert.True(part >= 0));
                    var (gross, fee, tax) = SecondBooks.Earned(parcel, line);
                    Assert.InRange(gross - fee - tax, 0, line.Whole);

                    // I2: back with the buyer, held, or the merchant's, the authorities' and the platform's.
                    captured += line.Back.Sum() + line.LeftTotal;
                }
            }

            Assert.Equal(order.Total, captured);
        }
    }
}
