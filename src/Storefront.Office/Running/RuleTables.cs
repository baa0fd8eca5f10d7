using Storefront.Customs;
using Storefront.Shipping;

namespace Storefront.Office.Running;

/// <summary>A row of one of the tables that quotes are reckoned by, in words.</summary>
/// <param name="Place">The destination, or the carrier.</param>
/// <param name="Of">The goods, or the stretch of postcodes or the towns.</param>
internal sealed record RuleTableRow(string Place, string Of, string What, string Valid, string Source, DateOnly CheckedOn)
{
    public bool Has(string text) => Contains(Place, text) || Contains(Of, text) || Contains(What, text) || Contains(Source, text);

    private static bool Contains(string cell, string text) => cell.Contains(text, StringComparison.CurrentCultureIgnoreCase);
}

/// <summary>The tables that quotes are reckoned by, each row with its source and the day on which it was checked. Rows are put into words as they are asked for.</summary>
internal sealed class RuleTables(Seat seat, LandedCostTables tables, DutyRates duties, ClearanceFees clearance, CarriedGoodsFacts carried)
{
    public static readonly IReadOnlyList<string> Names = ["duties", "reduced", "regional", "fees", "areas", "carried"];

    public IEnumerable<RuleTableRow> In(string table) => table switch
    {
        "reduced" => tables.ReducedTaxes.Rows.OrderBy(r => r.Country.Code, StringComparer.Ordinal).ThenBy(r => r.HsPrefix, StringComparer.Ordinal)
            .Select(r => new RuleTableRow(seat.Words.Name(r.Country), Goods(r.HsPrefix), r.Tax is { } tax ? seat.Words.Format.Percent(tax) : seat.Say("rule-tables.lower-unknown"), seat.Say("rules.always"), r.Source, r.CheckedOn)),
        "regional" => tables.RegionalTaxes.Rows.OrderBy(r => r.Country.Code, StringComparer.Ordinal).ThenBy(r => r.PostcodePrefix, StringComparer.Ordinal)
            .Select(r => new RuleTableRow(seat.Words.Name(r.Country), $"{r.PostcodePrefix} {r.Region}", $"{r.TaxName} {seat.Words.Format.Percent(r.Tax)}", seat.Say("rules.always"), r.Source, r.CheckedOn)),
        "fees" => clearance.Rows.Select(r => new RuleTableRow(
            r.Destination is { } to ? seat.Words.Name(to) : seat.Say("rules.everywhere"), r.Handler ?? seat.Say("rule-tables.any-carrier"), $"{RuleWords.Fee(seat, r)} ({seat.Name(r.Confidence)})", RuleWords.Validity(seat, r.ValidFrom, r.ValidTo), r.Source, r.CheckedOn)),
        "areas" => tables.Areas.Rows.OrderBy(r => r.Country.Code, StringComparer.Ordinal).ThenBy(r => r.From, StringComparer.Ordinal)
            .Select(r => new RuleTableRow(seat.Words.Name(r.Country), r.Towns.Count > 0 ? string.Join(", ", r.Towns) : r.From.Length == 0 ? seat.Say("rule-tables.whole-country") : r.From == r.To ? r.From : $"{r.From}–{r.To}", $"{r.Name}{(r.Remote ? ", " + seat.Say("rule-tables.remote") : "")}, {seat.Name(r.Courier)}, {seat.Name(r.Territory)}", seat.Say("rules.always"), r.Source, r.CheckedOn)),
        "carried" => carried.Rows.Select(r => new RuleTableRow(
            $"{r.Carrier} {r.Service}", string.Join(", ", r.Contents.Select(Content)), $"{seat.Say(r.IsTaken ? "rule-tables.taken" : "rule-tables.not-taken")} ({r.Confidence})", RuleWords.Validity(seat, r.ValidFrom, r.ValidTo), r.Source, r.CheckedOn)),
        _ => duties.Rows.OrderBy(r => r.Destination.Code, StringComparer.Ordinal).ThenBy(r => r.HsPrefix, StringComparer.Ordinal).Select(Duty),
    };

    private RuleTableRow Duty(DutyRate rate) => new(
        seat.Words.Name(rate.Destination), $"{Goods(rate.HsPrefix)}{(rate.Origin is { } origin ? ", " + seat.Words.Name(origin) : "")}",
        rate.Kind == DutyRateKind.Unknown ? seat.Name(rate.Kind) : $"{seat.Words.Format.Percent(rate.Rate)} {seat.Name(rate.Kind)}", RuleWords.Validity(seat, rate.ValidFrom, rate.ValidTo), rate.Source, rate.CheckedOn);

    private string Content(string name) => Enum.TryParse<BatteryContent>(name, out var battery) ? seat.Name(battery) : Enum.TryParse<SensitiveGoods>(name, out var goods) ? seat.Name(goods) : name;

    private string Goods(string prefix) => prefix.Length == 0 ? seat.Say("tariffs.all-goods") : "HS " + prefix;
}
