using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>The drawers in which chargebacks are found.</summary>
public enum ChargebackDrawer
{
    /// <summary>Somebody has to answer, or to decide that nobody does.</summary>
    ToAnswer,

    /// <summary>Answered or given up; the bank decides.</summary>
    AtTheBank,
    Closed,
}

/// <param name="Find">Start of an order number, or the provider's whole reference; null for all.</param>
public sealed record ChargebackQuery(ChargebackDrawer Drawer = ChargebackDrawer.ToAnswer, string? Find = null, string? After = null);

public sealed record ChargebackRow(
    ChargebackId Id, string OrderNumber, string Provider, string Reference, Money Amount, string Reason, ChargebackState State, string Told, DateTime OpenedAtUtc, DateTime? AnswerByUtc, DateTime? AnsweredAtUtc, DateTime? ClosedAtUtc);

public sealed record FraudWarningRow(Guid Id, string OrderNumber, string Kind, Money Amount, DateTime CreatedAtUtc);

/// <summary>Lists of chargebacks: of the whole market for admins, of its own orders for a merchant.</summary>
public sealed class ChargebackDesk(MarketDb db)
{
    /// <summary>Longest exports; beyond it the filter has to say more.</summary>
    private const int MostRows = 20_000;

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<ChargebackRow>>> ListAsync(Actor actor, ChargebackQuery query, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await PageAsync(db.Chargebacks.AsNoTracking(), query, cancel) : AccountRefusals.AdminsOnly;

    public async Task<Outcome<Page<ChargebackRow>>> ListAsync(MerchantId merchant, Actor actor, ChargebackQuery query, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) ? await PageAsync(Of(merchant), query, cancel) : ChargebackRefusals.NotFound;

    public async Task<Outcome<IReadOnlyDictionary<ChargebackDrawer, int>>> CountAsync(Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? Outcome<IReadOnlyDictionary<ChargebackDrawer, int>>.Of(await CountAsync(db.Chargebacks.AsNoTracking(), cancel)) : AccountRefusals.AdminsOnly;

    public async Task<Outcome<IReadOnlyDictionary<ChargebackDrawer, int>>> CountAsync(MerchantId merchant, Actor actor, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) ? Outcome<IReadOnlyDictionary<ChargebackDrawer, int>>.Of(await CountAsync(Of(merchant), cancel)) : ChargebackRefusals.NotFound;

    /// <summary>Open warnings of fraud, oldest first; there are few, because nothing of their orders moves until somebody has looked.</summary>
    public async Task<Outcome<IReadOnlyList<FraudWarningRow>>> WarningsAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await (from w in db.FraudWarnings.AsNoTracking()
                      join o in db.Orders on w.Order equals o.Id
                      join p in db.Payments on w.Payment equals p.Id
                      where w.Verdict == FraudVerdict.Open
                      orderby w.CreatedAtUtc, w.Id
                      select new FraudWarningRow(w.Id, o.Number, w.Kind, p.Amount, w.CreatedAtUtc)).Take(100).ToListAsync(cancel);
    }

    /// <summary>A drawer as comma-separated lines with a header, newest first: amounts in major units with a point.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(Actor actor, ChargebackQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var lines = new List<string> { Csv.Line("Opened (UTC)", "Order", "Provider", "Reference", "Amount", "Currency", "Reason", "State", "Answer by (UTC)", "Answered (UTC)", "Closed (UTC)") };
        foreach (var row in await Rows(Filtered(db.Chargebacks.AsNoTracking(), query)).Take(MostRows).ToListAsync(cancel))
        {
            lines.Add(Csv.Line(
                At(row.OpenedAtUtc), row.OrderNumber, row.Provider, row.Reference, row.Amount.ToPlain(), row.Amount.Currency.Code, row.Reason, row.Told, At(row.AnswerByUtc), At(row.AnsweredAtUtc), At(row.ClosedAtUtc)));
        }

        return lines;

        static string At(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
    }

    private IQueryable<Chargeback> Of(MerchantId merchant) => db.Chargebacks.AsNoTracking().Where(c => db.Consignments.Any(o => o.Order == c.Order && o.Merchant == merchant));

    private static async Task<Dictionary<ChargebackDrawer, int>> CountAsync(IQueryable<Chargeback> all, CancellationToken cancel) => new()
    {
        [ChargebackDrawer.ToAnswer] = await In(all, ChargebackDrawer.ToAnswer).CountAsync(cancel), [ChargebackDrawer.AtTheBank] = await In(all, ChargebackDrawer.AtTheBank).CountAsync(cancel),
    };

    private async Task<Page<ChargebackRow>> PageAsync(IQueryable<Chargeback> all, ChargebackQuery query, CancellationToken cancel)
    {
        var rows = Filtered(all, query);
        if (PageKey.Parse(query.After) is { } key) rows = rows.Where(c => c.OpenedAtUtc < key.AtUtc || (c.OpenedAtUtc == key.AtUtc && c.Reference.CompareTo(key.Name) > 0));
        return PageKey.Cut(await Rows(rows).Take(PageKey.Size + 1).ToListAsync(cancel), c => new PageKey(c.OpenedAtUtc, c.Reference));
    }

    private IQueryable<Chargeback> Filtered(IQueryable<Chargeback> all, ChargebackQuery query)
    {
        var rows = In(all, query.Drawer);
        if (string.IsNullOrWhiteSpace(query.Find)) return rows;
        var text = query.Find.Trim();
        var number = text.ToUpperInvariant();
#pragma warning disable CA1310 // The database compares; it knows no .NET culture.
        return rows.Where(c => c.Reference == text || db.Orders.Any(o => o.Id == c.Order && o.Number.StartsWith(number)));
#pragma warning restore CA1310
    }

    private static IQueryable<Chargeback> In(IQueryable<Chargeback> all, ChargebackDrawer drawer) => drawer switch
    {
        ChargebackDrawer.ToAnswer => all.Where(c => c.ClosedAtUtc == null && c.AnswerAskedAtUtc == null && c.GivenUpAtUtc == null && c.State != ChargebackState.UnderReview),
        ChargebackDrawer.AtTheBank => all.Where(c => c.ClosedAtUtc == null && (c.AnswerAskedAtUtc != null || c.GivenUpAtUtc != null || c.State == ChargebackState.UnderReview)),
        ChargebackDrawer.Closed => all.Where(c => c.ClosedAtUtc != null),
    };

    private IQueryable<ChargebackRow> Rows(IQueryable<Chargeback> chargebacks) =>
        from c in chargebacks
        join o in db.Orders on c.Order equals o.Id
        orderby c.OpenedAtUtc descending, c.Reference
        select new ChargebackRow(c.Id, o.Number, c.Provider, c.Reference, c.Amount, c.Reason, c.State, c.Told, c.OpenedAtUtc, c.AnswerByUtc, c.AnsweredAtUtc, c.ClosedAtUtc);
}
