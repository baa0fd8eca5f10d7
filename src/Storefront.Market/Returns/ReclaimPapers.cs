using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>Who may ask for duty and tax of goods that went back.</summary>
public enum ReclaimClaimant
{
    /// <summary>It paid at the door (DAP): it is the importer.</summary>
    Buyer,

    /// <summary>Duty and tax were paid for it (DDP): who was the importer of record asks, for the seller.</summary>
    Seller,

    /// <summary>The tax was collected at the sale under a scheme such as IOSS: nothing was paid at the border, and the seller corrects its return.</summary>
    SellersReturn,
}

/// <param name="Value">As it was declared, for these units, in the charge currency.</param>
/// <param name="Duty">Collected for these units; null where it was paid at the door and only the buyer's receipt says how much.</param>
/// <param name="DutyPercent">Of the value.</param>
/// <param name="TaxPercent">Of value and duty.</param>
public sealed record ReclaimLine(string Sku, string Description, HsCode HsCode, Country Origin, int Units, Money Value, Money? Duty, decimal? DutyPercent, Money? Tax, decimal? TaxPercent);

/// <summary>All that an authority asks about goods that went back, from the frozen order and the return.</summary>
/// <param name="Rule">Null where nothing is known about the destination.</param>
public sealed record ReclaimSheet(
    string ReturnNumber, string OrderNumber, DateOnly OrderedOn, string MerchantName, PostalAddress Seller, PostalAddress Buyer, ReturnReason Reason, string RuleId, string? Scheme, string Incoterm, IReadOnlyList<string> Rates, Money? EstimateAtDoor,
    string? ExportedAs, DateOnly? ExportedOn, DateOnly? DeliveredOn, string? SentBackWith, string? SentBackAs, DateOnly? SentBackOn, DateOnly? ReceivedOn, Money Refund, DateOnly? RefundedOn, ReclaimClaimant Claimant, ReclaimRule? Rule, DateOnly? SafeUntil,
    IReadOnlyList<ReclaimLine> Lines);

/// <summary>The papers with which import duty and tax of goods that went back are asked for or corrected, for their buyer, their merchant and admins.</summary>
public sealed class ReclaimPapers(MarketDb db, IDrawDocuments documents, Messages messages)
{
    public async Task<Outcome<ReclaimSheet>> ForBuyerAsync(ReturnId id, OrderAccess access, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && access.Opens(packed.Order) ? await ReadAsync(packed, cancel) : ReturnRefusals.NotFound;

    public async Task<Outcome<ReclaimSheet>> ForDeskAsync(ReturnId id, Actor actor, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && (await actor.WorksForAsync(packed.Return.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel)) ? await ReadAsync(packed, cancel) : ReturnRefusals.NotFound;

    /// <summary>In the language that the destination reads, where we have its words, else in English.</summary>
    /// <exception cref="DocumentsUnavailableException">A system part is missing on this machine.</exception>
    public DrawnDocument Draw(ReclaimSheet sheet) => documents.Draw(PaperOf(sheet), DocumentFormat.Pdf);

    /// <summary>One line for each line of goods, with a header: amounts in major units with a point. What is not known is empty.</summary>
    public static IReadOnlyList<string> Table(ReclaimSheet s) =>
    [
        Csv.Line(
            "Return", "Order", "Ordered", "Destination", "Claimant", "Form", "Authority", "Limit", "Safe until", "Incoterm", "Rule", "Scheme", "Exchange", "Exported as", "Exported", "Delivered", "Sent back with", "Sent back as", "Sent back", "Received",
            "Refund", "Refunded", "Currency", "SKU", "Description", "HS code", "Origin", "Units", "Declared value", "Duty", "Duty %", "Tax", "Tax %"),
        .. s.Lines.Select(l => Csv.Line(
            s.ReturnNumber, s.OrderNumber, Day(s.OrderedOn), s.Buyer.Country.Code, s.Claimant.ToString(), s.Rule?.Form ?? "", s.Rule?.Authority ?? "", s.Rule?.LimitText ?? "", Day(s.SafeUntil), s.Incoterm, s.RuleId, s.Scheme ?? "", string.Join("; ", s.Rates),
            s.ExportedAs ?? "", Day(s.ExportedOn), Day(s.DeliveredOn), s.SentBackWith ?? "", s.SentBackAs ?? "", Day(s.SentBackOn), Day(s.ReceivedOn), s.Refund.ToPlain(), Day(s.RefundedOn), s.Refund.Currency.Code,
            l.Sku, l.Description, l.HsCode.Digits, l.Origin.Code, l.Units.ToString(CultureInfo.InvariantCulture), l.Value.ToPlain(), l.Duty?.ToPlain() ?? "", Percent(l.DutyPercent), l.Tax?.ToPlain() ?? "", Percent(l.TaxPercent))),
    ];

    private async Task<Outcome<ReclaimSheet>> ReadAsync(PackedReturn packed, CancellationToken cancel)
    {
        var (it, order, consignment) = (packed.Return, packed.Order, packed.Consignment);
        if (CustomsUnions.BuiltIn.SameArea(consignment.ShipsFrom, order.ShipTo.Country)) return ReturnRefusals.NothingToReclaim;
        if (it.ReceivedAtUtc is null) return ReturnRefusals.NotNow;
        var seller = await db.Merchants.AsNoTracking().Where(m => m.Id == it.Merchant).Select(m => m.Address).SingleAsync(cancel);
        var back = await db.EveryParcel.AsNoTracking().Where(p => p.Return == it.Id && p.HandedOverAtUtc != null).Select(p => p.HandedOverAtUtc).FirstOrDefaultAsync(cancel);
        var sentBack = back ?? await db.OrderEvents.AsNoTracking().Where(e => e.Order == order.Id && e.Consignment == consignment.Id && e.Kind == OrderEventKind.ReturnMoved && e.Detail == nameof(ReturnStatus.OnTheWay) && e.AtUtc >= it.RequestedAtUtc && e.AtUtc <= it.ReceivedAtUtc)
            .OrderBy(e => e.AtUtc).Select(e => (DateTime?)e.AtUtc).FirstOrDefaultAsync(cancel);
        var terms = consignment.Terms;
        var claimant = !terms.NothingDueAtDoor ? ReclaimClaimant.Buyer : terms.Scheme is null ? ReclaimClaimant.Seller : ReclaimClaimant.SellersReturn;
        var rule = claimant == ReclaimClaimant.SellersReturn ? null : ReclaimRules.Of(order.ShipTo.Country, it.Reason, DateOnly.FromDateTime(it.ReceivedAtUtc.Value));
        var (left, sent) = (Date(packed.LeftAtUtc), Date(sentBack));
        return new ReclaimSheet(
            it.Number ?? order.Number, order.Number, DateOnly.FromDateTime(order.PlacedAtUtc), consignment.MerchantName, seller, order.ShipTo, it.Reason, terms.RuleId, terms.Scheme, terms.Incoterm, terms.Rates, terms.EstimateAtDoor,
            packed.Outward?.TrackingNumber, left, Date(packed.Outward?.DeliveredAtUtc ?? consignment.DeliveredAtUtc), it.Carrier, it.TrackingNumber, sent, Date(it.ReceivedAtUtc), it.GivenBack, it.Status == ReturnStatus.Refunded ? Date(it.ClosedAtUtc) : null, claimant, rule,
            rule?.SafeUntil(left, sent), [.. it.Lines.Select(l => Line(l, consignment.Lines.Single(b => b.Id == l.OrderLine), claimant)).Where(l => l.Units > 0)]);
    }

    /// <summary>Of the units that were accepted, or that came while nobody has judged them; each its share of the line, rounded half up.</summary>
    private static ReclaimLine Line(ReturnLine back, OrderLine bought, ReclaimClaimant claimant)
    {
        var units = back.AcceptedUnits ?? back.Units;
        Money Share(Money whole) => units == bought.Quantity ? whole : whole.Proportion(units, bought.Quantity, Rounding.HalfUp);
        var value = Share(bought.LineTotal);
        if (claimant == ReclaimClaimant.Buyer) return new ReclaimLine(bought.Sku, bought.CustomsDescription, bought.HsCode, bought.Origin, units, value, null, null, null, null);
        var (duty, tax) = (Share(bought.Duty), Share(bought.Tax));
        return new ReclaimLine(bought.Sku, bought.CustomsDescription, bought.HsCode, bought.Origin, units, value, duty, Of(bought.Duty, bought.LineTotal), tax, Of(bought.Tax, bought.LineTotal + bought.Duty));

        static decimal? Of(Money part, Money whole) => whole.IsZero ? null : Math.Round(part.Minor * 100m / whole.Minor, 2, MidpointRounding.AwayFromZero);
    }

    private ReclaimPaper PaperOf(ReclaimSheet s)
    {
        var words = PaperLanguage.For(s.Buyer.Country, messages) ?? PaperLanguage.Of(messages.In(Language.English));
        string Say(string key) => words["paper.reclaim-" + key];
        var facts = new List<(string, string)>
        {
            (Say("order"), $"{s.OrderNumber}, {Day(s.OrderedOn)}"),
            (Say("seller"), Party(s.Seller, s.MerchantName)), (Say("buyer"), Party(s.Buyer, null)),
            (Say("exported"), Joined(s.ExportedAs, Day(s.ExportedOn)) ?? Say("unknown")), (Say("delivered"), s.DeliveredOn is { } at ? Day(at) : Say("unknown")),
            (Say("sent-back"), Joined(s.SentBackWith, s.SentBackAs, Day(s.SentBackOn)) ?? Say("unknown")), (Say("received"), Day(s.ReceivedOn)),
            (Say("refund"), s.RefundedOn is { } on ? $"{words.Money(s.Refund)}, {Day(on)}" : Say("not-yet")),
            (Say("terms"), Joined(s.Incoterm, s.RuleId, s.Scheme)!),
            (Say("exchange"), s.Rates.Count == 0 ? "–" : string.Join("; ", s.Rates)),
            (Say("who"), Say("who-" + s.Claimant switch { ReclaimClaimant.Buyer => "buyer", ReclaimClaimant.Seller => "seller", ReclaimClaimant.SellersReturn => "sellers-return" })),
        };
        if (s.Claimant == ReclaimClaimant.Buyer && s.EstimateAtDoor is { } estimate) facts.Add((Say("estimate"), words.Money(estimate)));
        if (s.Claimant != ReclaimClaimant.SellersReturn)
        {
            facts.Add((Say("form"), s.Rule?.Form ?? Say("nothing-known")));
            facts.Add((Say("authority"), s.Rule?.Authority ?? Say("nothing-known")));
            facts.Add((Say("limit"), s.Rule?.LimitText is { } limit ? Joined(s.SafeUntil is { } until ? words.Text("paper.reclaim-safe-until", ("date", Day(until))) : null, limit)! : Say("nothing-known")));
            if (s.Rule is { } rule) facts.Add((Say("source"), $"{rule.Remark}. {rule.Source} ({Day(rule.CheckedOn)})"));
        }

        var door = s.Claimant == ReclaimClaimant.Buyer ? Say("at-door") : "";
        return new ReclaimPaper
        {
            Number = s.ReturnNumber, Day = s.ReceivedOn!.Value, MerchantName = s.MerchantName, Facts = facts,
            Lines = [.. s.Lines.Select(l => new ReclaimPaperLine($"{l.Description}\n{l.HsCode.Digits}  ·  {l.Sku}", l.Origin.Code, l.Units.ToString(CultureInfo.InvariantCulture), words.Money(l.Value), Amount(l.Duty, l.DutyPercent, door, words), Amount(l.Tax, l.TaxPercent, door, words)))],
            Total = new ReclaimPaperLine(
                Say("total"), "", s.Lines.Sum(l => l.Units).ToString(CultureInfo.InvariantCulture), words.Money(s.Lines.Sum(l => l.Value, s.Refund.Currency)),
                door.Length > 0 ? "" : words.Money(s.Lines.Sum(l => l.Duty!.Value, s.Refund.Currency)), door.Length > 0 ? "" : words.Money(s.Lines.Sum(l => l.Tax!.Value, s.Refund.Currency))),
            Words = new PaperWords(ReclaimPaper.Keys.ToDictionary(k => k, k => words["paper." + k], StringComparer.Ordinal), words.IsRightToLeft) { Language = words.Tag },
        };
    }

    private static string Amount(Money? amount, decimal? percent, string unknown, PaperLanguage words) => amount is { } known ? $"{words.Money(known)}\n{Percent(percent)} %" : unknown;

    private static string Party(PostalAddress a, string? name) => string.Join(", ", new[] { name ?? a.Company ?? a.Name, a.Street, a.Street2, $"{a.Postcode} {a.City}".Trim(), a.Country.Code }.Where(p => !string.IsNullOrWhiteSpace(p)));

    private static string? Joined(params string?[] parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } text ? text : null;

    private static DateOnly? Date(DateTime? utc) => utc is { } at ? DateOnly.FromDateTime(at) : null;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Percent(decimal? percent) => percent?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
