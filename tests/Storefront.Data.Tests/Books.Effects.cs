using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests;

internal static partial class Books
{
    /// <summary>I5: every operation of ours had at most one effect at the sandbox, which plays another company and keeps its own record; and every effect there is one of ours, or somebody has
    /// been told that it is not. Objects are counted by our operation and not by the key under which they were made: under one key the sandbox makes no two.</summary>
    private static async Task AssertEffectsAsync(MarketDb db)
    {
        var records = (await db.ConnectorRecords.AsNoTracking().Where(r => r.Connector.StartsWith("sandbox-")).ToListAsync()).ToLookup(r => r.Connector);
        var differences = (await db.Differences.AsNoTracking().Select(d => d.Reference).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var paid = records["sandbox-payments"].Select(r => Read<PaymentThere>(r.Json)).ToList();
        await AssertPaymentsAsync(db, paid, differences);
        await AssertRefundsAsync(db, paid, differences);
        var payees = records["sandbox-payees"].Select(r => (r.Key, There: Read<PayeeThere>(r.Json))).ToList();
        // A test of the page alone opens accounts of nobody.
        var merchants = (await db.Merchants.AsNoTracking().Select(m => m.Id).ToListAsync()).Select(m => m.Value.ToString("N")).ToHashSet(StringComparer.Ordinal);
        Once(payees.Select(p => p.There.Name).Where(merchants.Contains), "A merchant has one account at the provider");
        await AssertPayoutsAsync(db, records["sandbox-payouts"].Select(r => Read<MadeThere>(r.Json)).ToList(), records["sandbox-transfers"].Select(r => Read<MadeThere>(r.Json)).ToList(), differences);
        await AssertReversalsAsync(db, payees.SelectMany(p => p.There.Moves).Where(m => m.Of is not null).ToList(), differences);
        var parcels = (await db.EveryParcel.AsNoTracking().Select(p => p.Reference).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        Assert.All(records["sandbox-carrier"].Where(r => r.Key.StartsWith("label:", StringComparison.Ordinal)), r => Assert.Contains(r.Key["label:".Length..], parcels));
    }

    private static async Task AssertPaymentsAsync(MarketDb db, List<PaymentThere> paid, HashSet<string> differences)
    {
        var ours = await db.Payments.AsNoTracking().Where(p => p.Provider == "sandbox").ToDictionaryAsync(p => p.Key, StringComparer.Ordinal);
        Once(paid.Select(p => p.Payment.ToString()), "A payment is opened once");
        Once(ours.Values.Select(p => p.Order.ToString()), "An order has one payment");
        foreach (var there in paid)
        {
            var reference = $"sbx_{there.Key}";
            if (!ours.TryGetValue(there.Key, out var own))
            {
                // One that nobody can pay any more is no concern.
                Assert.True(there.State is PaymentThere.Failed or PaymentThere.Expired || differences.Contains(reference), $"{reference} is no payment of ours.");
                continue;
            }

            Assert.Equal(own.Id, there.Payment);
            Assert.True(own.Reference is null || own.Reference == reference || differences.Contains(own.Reference), $"{own.Reference} is not {reference}.");
        }
    }

    private static async Task AssertRefundsAsync(MarketDb db, List<PaymentThere> paid, HashSet<string> differences)
    {
        var ours = await db.Refunds.AsNoTracking().ToListAsync();
        var back = (await db.JournalEntries.AsNoTracking().Where(e => e.Key.StartsWith("unallocated-back:")).Select(e => e.Key).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        // What came back had no effect: trying it again is no second one.
        var stands = paid.SelectMany(p => p.Refunds ?? []).Where(r => r.CameBack is null).ToList();
        Once(stands.Select(r => OperationOf(r.Key)), "A refund is made once");
        foreach (var there in stands)
        {
            var reference = $"sbxr_{there.Key}";
            var own = ours.FindAll(r => r.Key == OperationOf(there.Key) || r.Reference == reference);
            Assert.True(own.Count > 0 || back.Contains($"unallocated-back:{reference}") || differences.Contains(reference), $"{reference} is no refund of ours.");
            // What somebody has been told of went another way here.
            if (!differences.Contains(reference) && own.Count > 0 && own.TrueForAll(r => r.Status == RefundStatus.Succeeded)) Assert.Equal(there.Amount, new Money(own.Where(r => r.Reference == reference).Sum(r => r.Amount.Minor), there.Amount.Currency));
        }
    }

    private static async Task AssertPayoutsAsync(MarketDb db, List<MadeThere> payouts, List<MadeThere> transfers, HashSet<string> differences)
    {
        var ours = await db.Payouts.AsNoTracking().Where(p => p.Provider == "sandbox").ToListAsync();
        Once(payouts.Select(p => OperationOf(p.Key)), "A payout is made once");
        foreach (var there in payouts)
        {
            if (differences.Contains($"sbxp_{there.Key}")) continue;
            var own = Assert.Single(ours, p => p.Key == OperationOf(there.Key));
            Assert.Equal((own.Amount, own.Payee), (there.Amount, there.Payee));
        }

        // Each order's share is a transfer of its own, in the group in which the order was charged.
        var shares = await (from s in db.PayoutShares.AsNoTracking() join o in db.Orders on s.Order equals (OrderId?)o.Id into of from o in of.DefaultIfEmpty() select new { s.Key, s.Amount, Group = o == null ? null : o.Number }).ToDictionaryAsync(s => s.Key, StringComparer.Ordinal);
        foreach (var there in transfers.Where(t => !differences.Contains($"sbxt_{t.Key}")))
        {
            Assert.True(shares.TryGetValue(OperationOf(there.Key), out var share), $"{there.Key} is no share of ours.");
            Assert.Equal((share.Amount, share.Group ?? there.Key.Split("-transfer")[0]), (there.Amount, there.Group));
        }

        foreach (var group in transfers.Where(t => !differences.Contains($"sbxt_{t.Key}")).GroupBy(t => ours.Find(p => OperationOf(t.Key).StartsWith(p.Key, StringComparison.Ordinal))))
        {
            Assert.True(group.Key is not null, $"{group.First().Key} is no transfer of ours.");
            Once(group.Select(t => OperationOf(t.Key)), "A transfer is made once");
            Assert.True(group.Sum(t => t.Amount, group.Key.Amount.Currency) <= group.Key.Amount, $"More than {group.Key.Amount} was moved for {group.Key.Key}.");
        }
    }

    private static async Task AssertReversalsAsync(MarketDb db, List<MoveThere> moves, HashSet<string> differences)
    {
        var ours = await db.Reversals.AsNoTracking().Where(r => db.Payouts.Any(p => p.Id == r.Payout && p.Provider == "sandbox")).ToListAsync();
        Once(moves.Select(m => m.Reference), "A reversal is made once");
        // What was moved of a share comes back whole when its payout fails or is taken back, but for what had been taken back of it before.
        var failed = await db.PayoutShares.AsNoTracking().Where(s => db.Payouts.Any(p => p.Id == s.Payout && p.Provider == "sandbox" && p.Transfer != null && (p.FailureCode != null || p.WithheldBecause != null || s.TakenBackAtUtc != null)))
            .ToDictionaryAsync(s => $"sbxv_{s.BackKey}", s => s.Amount - s.Reversed, StringComparer.Ordinal);
        foreach (var there in moves.Where(m => !differences.Contains(m.Reference)))
            Assert.Equal(failed.TryGetValue(there.Reference, out var back) ? back : Assert.Single(ours, r => $"sbxv_{r.Key}" == there.Reference).Amount, -there.Amount);

        Assert.All(ours.Where(r => r.Status == ReversalStatus.Made && !differences.Contains(r.Reference!)), r => Assert.Contains(moves, m => m.Reference == $"sbxv_{r.Key}"));
    }

    /// <summary>An operation that was refused is asked for again under a key that only adds how often it was.</summary>
    private static string OperationOf(string key) => key.Split('#')[0];

    private static void Once(IEnumerable<string> made, string what)
    {
        var twice = made.GroupBy(m => m, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.True(!twice.Any(), $"{what}: {string.Join(' ', twice)}.");
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    /// <summary>As the sandbox writes them down.</summary>
    private sealed record PaymentThere(string Key, PaymentId Payment, int State, IReadOnlyList<RefundThere>? Refunds)
    {
        public const int Failed = 4;
        public const int Expired = 5;
    }

    private sealed record RefundThere(string Key, Money Amount, string? CameBack);

    private sealed record PayeeThere(string Name, IReadOnlyList<MoveThere> Moves);

    private sealed record MoveThere(string Reference, Money Amount, string? Of);

    private sealed record MadeThere(string Key, string Payee, Money Amount, string? Group = null);
}
