namespace Storefront.Customs;

/// <summary>Reads the built-in rule file.</summary>
internal static class ImportRuleRows
{
    public static IEnumerable<ImportRule> BuiltIn() => DataRow.In("Customs.Data.import-rules.csv").Select(Read);

    private static ImportRule Read(DataRow row) => new()
    {
        Destination = row.Country("dest"),
        Id = row.Text("rule_id"),
        ValidFrom = row.DateOrNull("valid_from"),
        ValidTo = row.DateOrNull("valid_to"),
        ShipsFrom = row.List("ships_from").Select(c => new Country(c)).ToArray(),
        NeedsScheme = row.TextOrNull("needs_scheme"),
        MaxValue = row.DecimalOrNull("max_value"),
        Currency = row.Currency("currency"),
        TaxName = row.Text("tax_name"),
        Tax = new PartsPerMillion(row.Whole("tax_ppm")),
        DomesticTax = new PartsPerMillion(row.Whole("domestic_tax_ppm")),
        ValueBasis = row.Name<ValueBasis>("value_basis"),
        ValueShare = new PartsPerMillion(row.WholeOrNull("value_share_ppm") ?? 1_000_000),
        TaxBase = row.Name<TaxBase>("tax_base"),
        TaxUplift = new PartsPerMillion(row.WholeOrNull("tax_uplift_ppm") ?? 1_000_000),
        LimitCurrency = row.Currency("limit_currency"),
        LimitBasis = row.Name<LimitBasis>("limit_basis"),
        LimitUnit = row.Name<LimitUnit>("limit_unit"),
        LimitMode = row.Name<LimitMode>("limit_mode"),
        DutyLimit = row.DecimalOrNull("duty_limit"),
        DutyBelow = Formula(row, "below"),
        DutyAbove = Formula(row, "above"),
        TaxLimit = row.DecimalOrNull("tax_limit"),
        LimitExcludes = row.List("limit_excludes"),
        Scheme = row.TextOrNull("scheme"),
        SchemeLimit = row.DecimalOrNull("scheme_limit"),
        SchemeUnit = row.TextOrNull("scheme_unit") is null ? LimitUnit.Consignment : row.Name<LimitUnit>("scheme_unit"),
        SchemeExcludes = row.List("scheme_excludes"),
        SchemeWaivesDuty = row.TextOrNull("scheme_waives_duty") is not null && row.Yes("scheme_waives_duty"),
        Collection = row.Name<Collection>("collection"),
        WaivedUpTo = row.DecimalOrNull("waived_up_to") ?? 0,
        ValueStep = row.DecimalOrNull("value_step") ?? 0,
        ChargeStep = row.DecimalOrNull("charge_step") ?? 0,
        BuyerId = row.TextOrNull("buyer_id"),
        Reasons = row.List("reasons").Select(r => row.NameOf<QuoteReason>("reasons", r)).ToArray(),
        Source = row.Text("source"),
        CheckedOn = row.Date("checked_on"),
        Confidence = row.Name<Confidence>("confidence"),
        Note = row.TextOrNull("note"),
    };

    private static DutyFormula Formula(DataRow row, string side) => new(
        row.TextOrNull($"{side}_kind") is null ? DutyKind.Zero : row.Name<DutyKind>($"{side}_kind"),
        new PartsPerMillion(row.WholeOrNull($"{side}_ppm") ?? 0),
        row.DecimalOrNull($"{side}_amount") ?? 0);
}
