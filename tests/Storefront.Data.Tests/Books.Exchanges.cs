using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Data.Tests;

internal static partial class Books
{
    /// <summary>I7: no entry has two currencies but by a quote or a rate that is stored. An order's money is exchanged as its accepted quote says, which the order froze; a label's cost at the middle
    /// rate of a table that was stored when it was bought.</summary>
    private static async Task AssertExchangesAsync(MarketDb db, List<Posting> postings)
    {
        var entries = await db.JournalEntries.AsNoTracking().ToDictionaryAsync(e => e.Id);
        var consignments = await db.Consignments.AsNoTracking().ToDictionaryAsync(c => c.Id);
        var quotes = await (from o in db.Orders.AsNoTracking() join a in db.CheckoutAttempts.AsNoTracking() on o.Attempt equals a.Id select new { o.Id, a.Order, a.Quote }).ToDictionaryAsync(q => q.Id);
        var labels = new Dictionary<string, List<List<Posting>>>(StringComparer.Ordinal);
        foreach (var own in postings.GroupBy(p => p.Entry))
        {
            var currencies = own.Select(p => p.Amount.Currency).ToHashSet();
            if (currencies.Count == 1 && own.All(p => p.Account != AccountKind.FxPosition)) continue;
            var entry = entries[own.Key];
            Assert.True(entry.Consignment is not null, $"{entry.Key} exchanges and names no quote.");
            var consignment = consignments[entry.Consignment.Value];
            // An exchange is a position in both: nothing leaves one currency that does not come in the other.
            if (currencies.Count > 1) Assert.Equal(currencies, own.Where(p => p.Account == AccountKind.FxPosition).Select(p => p.Amount.Currency).ToHashSet());
            if (entry.Key.Split(':') is [("label" or "label-voided") and var what, var parcel, ..])
            {
                if (!labels.TryGetValue($"{what}:{parcel}", out var parts)) labels[$"{what}:{parcel}"] = parts = [];
                parts.Add([.. own]);
                continue;
            }

            Assert.Contains(entry.Key.Split(':')[0], new[] { "released", "refunded", "return-postage", "dispute-fee" });
            Assert.Subset(new HashSet<Currency> { consignment.Total.Currency, consignment.MerchantGoods.Currency }, currencies);
            // Who has left has taken the walk through checkout along; its figures are in the order.
            if (!quotes.TryGetValue(consignment.Order, out var quote)) continue;
            var quoted = Assert.Single(quote.Quote.Consignments, c => c.Merchant == consignment.Merchant);
            Assert.Equal(consignment.Order, quote.Order);
            Assert.Equal((quoted.Goods, quoted.Delivery, quoted.MerchantGoods, quoted.MerchantDelivery), (consignment.Goods, consignment.Delivery, consignment.MerchantGoods, consignment.MerchantDelivery));
        }

        foreach (var (name, parts) in labels) await AssertLabelRateAsync(db, name, parts, entries);
    }

    /// <summary>What the merchant bears of a label is its cost at a rate that was stored by then.</summary>
    private static async Task AssertLabelRateAsync(MarketDb db, string name, List<List<Posting>> parts, Dictionary<Guid, JournalEntry> entries)
    {
        var id = new ParcelId(Guid.Parse(name.Split(':')[1]));
        var cost = await db.EveryParcel.AsNoTracking().Where(p => p.Id == id).Select(p => p.Cost).SingleAsync();
        // What is voided is undone at the rate at which it was bought.
        var bought = entries.Values.Single(e => e.Key == $"label:{id.Value:N}").AtUtc;
        var sign = name.StartsWith("label:", StringComparison.Ordinal) ? 1 : -1;
        var borne = parts.SelectMany(p => p).Where(p => p.Account == AccountKind.MerchantPayable).ToList();
        var currency = Assert.Single(borne.Select(p => p.Amount.Currency).Distinct());
        var sum = new Money(sign * borne.Sum(p => p.Amount.Minor), currency);
        Assert.Equal(cost.Minor, -sign * parts.SelectMany(p => p).Where(p => p.Account == AccountKind.CarrierPayable).Sum(p => p.Amount.Minor));
        var tables = (await TablesAsync(db, bought)).ToList();
        Assert.Contains(sum, tables.Select(t => t.Convert(cost, currency, Rounding.HalfUp)));
        // Each entry names the rate, which one of those tables has, or needs none.
        foreach (var named in parts.Select(p => entries[p[0].Entry].Rate))
        {
            Assert.Equal(cost.Currency == currency, named is null);
            if (named is not null) Assert.Contains(named, tables.Select(t => t.Middle(cost.Currency, currency)).Select(r => new PostedRate(r.From, r.To, r.Rate, r.AsOf, r.Source)));
        }
    }

    /// <summary>The tables that a node may have had at an instant: that of the build, and those that each day made that had been taken in.</summary>
    private static async Task<IEnumerable<ExchangeRates>> TablesAsync(MarketDb db, DateTime atUtc)
    {
        var days = await db.RateDays.AsNoTracking().Where(d => d.AtUtc <= atUtc).OrderBy(d => d.AtUtc).ThenBy(d => d.PublishedOn).Select(d => new { d.Id, d.Source }).ToListAsync();
        var rates = (await db.PublishedRates.AsNoTracking().Where(r => r.Verdict != RateVerdict.Jumped && r.AtUtc <= atUtc).ToListAsync()).ToLookup(r => r.Day);
        var policy = new RatePolicy(null, PartsPerMillion.Zero, PartsPerMillion.Zero, new Dictionary<Currency, PartsPerMillion>(), 1);
        return Enumerable.Range(0, days.Count + 1).Select(known => RateTable.Compose(
            days.Take(known).SelectMany(d => rates[d.Id].Select(r => (Rate: r, d.Source))).GroupBy(r => r.Rate.Currency).Select(g => g.OrderBy(r => (r.Rate.PublishedOn, r.Rate.Edition)).Last())
                .Select(r => new ExchangeRate(r.Rate.Currency, r.Rate.UnitsPerEuro, r.Rate.PublishedOn, r.Source)),
            null, policy, DateOnly.FromDateTime(atUtc)));
    }
}
