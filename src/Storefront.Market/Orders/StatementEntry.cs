using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>One posting on a merchant's account, with what its entry tells of it.</summary>
internal sealed record StatementRow
{
    public required Guid Entry { get; init; }

    public required AccountKind Account { get; init; }

    public required DateTime AtUtc { get; init; }

    public required long Minor { get; init; }

    public required string Key { get; init; }

    public required ConsignmentId? Consignment { get; init; }

    public required string? Number { get; init; }

    /// <summary>The day's rate that the entry names, as a label's does.</summary>
    public required PostedRate? Rate { get; init; }

    /// <summary>Of its consignment; they hold the rates that the order froze.</summary>
    public required OrderTerms? Terms { get; init; }
}

/// <summary>What one journal entry did to a merchant's balance and reserve: one line of its statement.</summary>
/// <param name="Minor">In the merchant's favour positive, as <paramref name="ReserveMinor"/>.</param>
internal sealed record StatementEntry(StatementRow First, long Minor, long ReserveMinor)
{
    public StatementKind Kind => KindOf(First.Key);

    /// <summary>The order line that was released.</summary>
    public Guid? Line => First.Key.StartsWith("released:", StringComparison.Ordinal) && Guid.TryParse(First.Key.AsSpan("released:".Length), out var line) ? line : null;

    /// <summary>The exchange rate that the entry names; or those that the order froze, where money of it came or went in another currency.</summary>
    public string Rates => First.Rate is { } own ? own.ToString() : Kind is StatementKind.Released or StatementKind.Refunded or StatementKind.ReturnPostage or StatementKind.ChargebackFee ? string.Join("; ", First.Terms?.Rates ?? []) : "";

    public static StatementEntry Of(List<StatementRow> rows) =>
        new(rows[0], -rows.Where(r => r.Account == AccountKind.MerchantPayable).Sum(r => r.Minor), -rows.Where(r => r.Account == AccountKind.MerchantReserve).Sum(r => r.Minor));

    /// <summary>The causes that have a kind of their own.</summary>
    public static readonly IReadOnlyList<string> Causes = ["released", "reserve-over", "refunded", "label", "label-voided", "return-postage", "payout", "payout-failed", "reversal", "appeal", "dispute-fee"];

    /// <param name="key">An entry's key, or as much of it as <see cref="ClosingBalance.CauseLength"/> says.</param>
    public static StatementKind KindOf(string key) => key.Split(':')[0] switch
    {
        "released" => StatementKind.Released,
        "reserve-over" or "reserve-" => StatementKind.ReserveOver,
        "refunded" => StatementKind.Refunded,
        "label" => StatementKind.Label,
        "label-voided" or "label-vo" => StatementKind.LabelVoided,
        "return-postage" or "return-p" => StatementKind.ReturnPostage,
        "payout" => StatementKind.Payout,
        "payout-failed" or "payout-f" => StatementKind.PayoutFailed,
        "reversal" => StatementKind.TransferReversed,
        "appeal" => StatementKind.AppealGranted,
        "dispute-fee" or "dispute-" => StatementKind.ChargebackFee,
        _ => StatementKind.Other,
    };
}

internal static class StatementEntries
{
    public static IQueryable<Posting> StatementPostings(this MarketDb db, MerchantId merchant, bool withReserve = false)
    {
        var owner = merchant.Value.ToString("N");
        return db.Postings.Where(p => (p.Account == AccountKind.MerchantPayable || (withReserve && p.Account == AccountKind.MerchantReserve)) && p.Owner == owner);
    }

    public static IQueryable<StatementRow> ReadStatement(this MarketDb db, IQueryable<Posting> postings) =>
        from p in postings
        join e in db.JournalEntries on p.Entry equals e.Id
        select new StatementRow
        {
            Entry = p.Entry, Account = p.Account, AtUtc = p.AtUtc, Minor = p.Amount.Minor, Key = e.Key, Consignment = e.Consignment,
            Rate = e.Rate, Number = db.Orders.Where(o => o.Id == e.Order).Select(o => o.Number).FirstOrDefault(),
            Terms = db.Consignments.Where(c => c.Id == e.Consignment).Select(c => c.Terms).FirstOrDefault(),
        };
}
