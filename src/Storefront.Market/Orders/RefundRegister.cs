using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Why money goes back.</summary>
public enum RefundCause
{
    Cancelled,
    Case,

    /// <summary>Goods came back.</summary>
    Return,

    /// <summary>An admin or the merchant gave it back.</summary>
    GivenBack,
    HeldTooLong,

    /// <summary>The money came after the order had been given up.</summary>
    PaidTooLate,
    FraudWarning,

    /// <summary>The buyer's bank took it.</summary>
    Chargeback,

    /// <summary>Made at the provider's own desk.</summary>
    AtProvider,
    Other,
}

/// <param name="Amount">In the currency charged.</param>
/// <param name="FailureCode">The provider's, for one that failed.</param>
public sealed record RefundRow(
    Guid Id, string OrderNumber, string MerchantName, Money Amount, RefundCause Cause, RefundStatus Status, string? FailureCode, string? Reference, DateTime CreatedAtUtc, DateTime? SettledAtUtc);

/// <summary>All refunds of the market, for admins.</summary>
public sealed class RefundRegister(MarketDb db)
{
    /// <summary>Rows in a table to take away: the newest ones.</summary>
    public const int MostExported = 10_000;

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<RefundRow>>> ListAsync(Actor actor, RefundStatus status, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var refunds = db.Refunds.AsNoTracking().Where(r => r.Status == status);
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) refunds = refunds.Where(r => r.CreatedAtUtc < last.AtUtc || (r.CreatedAtUtc == last.AtUtc && r.Id < id));
        return PageKey.Cut(await RowsAsync(refunds, PageKey.Size + 1, cancel), r => new PageKey(r.CreatedAtUtc, r.Id.ToString()));
    }

    /// <summary>Those that wait for an answer, and those that wait for a person.</summary>
    public async Task<Outcome<IReadOnlyDictionary<RefundStatus, int>>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.Refunds.Where(r => r.Status == RefundStatus.Pending || r.Status == RefundStatus.Failed).GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    /// <summary>Comma-separated lines with a header: amounts in major units with a point.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(Actor actor, RefundStatus status, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = await RowsAsync(db.Refunds.AsNoTracking().Where(r => r.Status == status), MostExported, cancel);
        return Outcome<IReadOnlyList<string>>.Of(
        [
            Csv.Line("Written (UTC)", "Order", "Merchant", "Amount", "Currency", "Why", "State", "Code", "Reference", "Settled (UTC)"),
            .. rows.Select(r => Csv.Line(Instant(r.CreatedAtUtc), r.OrderNumber, r.MerchantName, r.Amount.ToPlain(), r.Amount.Currency.Code, r.Cause.ToString(), r.Status.ToString(), r.FailureCode ?? "", r.Reference ?? "", r.SettledAtUtc is { } at ? Instant(at) : "")),
        ]);

        static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<List<RefundRow>> RowsAsync(IQueryable<Refund> refunds, int most, CancellationToken cancel)
    {
        var rows = await (from r in refunds.OrderByDescending(r => r.CreatedAtUtc).ThenByDescending(r => r.Id).Take(most)
                          join o in db.Orders on r.Order equals o.Id
                          join c in db.Consignments on r.Consignment equals c.Id
                          orderby r.CreatedAtUtc descending, r.Id descending
                          select new { Refund = r, o.Number, c.MerchantName }).ToListAsync(cancel);
        return rows.ConvertAll(r => new RefundRow(
            r.Refund.Id, r.Number, r.MerchantName, r.Refund.Amount, CauseOf(r.Refund.Key), r.Refund.Status, r.Refund.FailureCode, r.Refund.Reference, r.Refund.CreatedAtUtc, r.Refund.SettledAtUtc));
    }

    private static RefundCause CauseOf(string key) => key.Split(':')[0] switch
    {
        "cancel" => RefundCause.Cancelled,
        "dispute" => RefundCause.Case,
        "return" => RefundCause.Return,
        "refund" => RefundCause.GivenBack,
        "held-too-long" => RefundCause.HeldTooLong,
        "late" => RefundCause.PaidTooLate,
        "warning" => RefundCause.FraudWarning,
        "chargeback" => RefundCause.Chargeback,
        "dashboard" => RefundCause.AtProvider,
        _ => RefundCause.Other,
    };
}
