namespace Storefront.Customs;

/// <summary>Duty and tax of one consignment under one rule, in the rule's currency: value, limits, duty, tax, in that order.</summary>
/// <remarks>Line figures are exact and serve as weights; the totals are rounded as the authority does.</remarks>
internal sealed class ImportAssessment
{
    private readonly ImportRule rule;
    private readonly IReadOnlyList<LandedItem> items;
    private readonly decimal[] goods;
    private readonly decimal freight;
    private readonly decimal limitPerUnit;
    private readonly decimal allGoods;
    private readonly LineAssessed[] assessed;

    /// <param name="goods">Price of each line in the rule's currency, unrounded.</param>
    /// <param name="freight">Delivery in the rule's currency, unrounded.</param>
    /// <param name="limitPerUnit">Units of the limit's currency for one of the rule's currency.</param>
    public ImportAssessment(ImportRule rule, IReadOnlyList<LandedItem> items, decimal[] goods, decimal freight, decimal limitPerUnit)
    {
        (this.rule, this.items, this.goods, this.freight, this.limitPerUnit) = (rule, items, goods, freight, limitPerUnit);
        foreach (var line in goods) allGoods += line;
        LineDuty = new decimal[goods.Length];
        LineTax = new decimal[goods.Length];
        assessed = new LineAssessed[goods.Length];
    }

    public decimal Duty { get; private set; }

    public decimal Tax { get; private set; }

    public decimal[] LineDuty { get; }

    public decimal[] LineTax { get; }

    /// <summary>False where some duty is owed whose rate is not held; the figures then mean nothing.</summary>
    public bool DutyKnown { get; private set; } = true;

    public bool DutyEstimated { get; private set; }

    /// <summary>True where the tables say of every line what comes on top of its ordinary duty.</summary>
    public bool AdditionalHeld { get; private set; }

    /// <summary>What duty and tax of each line were reckoned on.</summary>
    public ReadOnlySpan<LineAssessed> Lines => assessed;

    /// <summary>Of the whole consignment, before the authority's rounding.</summary>
    public decimal CustomsValue => rule.ValueShare.AsFactor * (rule.ValueBasis == ValueBasis.Cif ? allGoods + freight : allGoods);

    /// <summary>The consignment's value as the limits see it, rounded half-up to the limit currency's minor unit.</summary>
    public decimal LimitValue() => InLimitCurrency(rule.LimitBasis switch
    {
        LimitBasis.Goods => allGoods,
        LimitBasis.Cif => allGoods + freight,
        LimitBasis.CustomsValue => CustomsValue,
    });

    /// <summary>True where the scheme covers every line: the price test by consignment or by item, and the goods allowed.</summary>
    public bool WithinScheme(out bool goodsExcluded)
    {
        goodsExcluded = false;
        foreach (var item in items) goodsExcluded |= Matches(item.HsCode, rule.SchemeExcludes);
        if (goodsExcluded) return false;
        if (rule.SchemeLimit is not { } limit) return true;
        if (rule.SchemeUnit == LimitUnit.Consignment) return InLimitCurrency(allGoods) <= limit;
        for (var i = 0; i < goods.Length; i++)
            if (InLimitCurrency(goods[i] / items[i].Quantity) > limit) return false;
        return true;
    }

    /// <summary>Sold under the scheme: tax on the price that the shopper pays, goods, delivery and, as the setting says, duty.</summary>
    public void AssessSale(DutyRates duties, DateOnly day, PartsPerMillion[] taxes, bool taxOnDuty)
    {
        if (!rule.SchemeWaivesDuty) AssessDuty(duties, day, step: 0);
        var onDuty = taxOnDuty || rule.TaxBase == TaxBase.Inside;
        for (var i = 0; i < goods.Length; i++) TaxLine(i, goods[i] + FreightOf(i) + (onDuty ? LineDuty[i] : 0), taxes[i]);
        Tax = Settle(LineTax, step: 0);
    }

    /// <summary>Cleared at the border: the destination's own limits, bases and roundings.</summary>
    public void AssessBorder(DutyRates duties, DateOnly day, PartsPerMillion[] taxes)
    {
        Clear();
        AssessDuty(duties, day, rule.ChargeStep);
        var reduction = ValueReduction();
        for (var i = 0; i < goods.Length; i++)
        {
            if (WithinLimit(i, rule.TaxLimit)) continue;
            var value = ValueOf(i) * reduction;
            var extra = rule.TaxBase == TaxBase.ValueDutyAndFreight && rule.ValueBasis == ValueBasis.Goods ? FreightOf(i) : 0;
            TaxLine(i, ((value + extra) * PartAbove(i, rule.TaxLimit) * rule.TaxUplift.AsFactor) + LineDuty[i], taxes[i]);
        }

        Tax = Settle(LineTax, rule.ChargeStep);
        if (Duty + Tax > rule.WaivedUpTo) return;
        Clear();
    }

    private void Clear()
    {
        (Duty, Tax) = (0, 0);
        Array.Clear(LineDuty);
        Array.Clear(LineTax);
        for (var i = 0; i < assessed.Length; i++) assessed[i].TaxValue = 0;
    }

    private void AssessDuty(DutyRates duties, DateOnly day, decimal step)
    {
        var reduction = ValueReduction();
        var (flat, deduction) = (0m, 0m);
        AdditionalHeld = true;
        for (var i = 0; i < goods.Length; i++)
        {
            var formula = WithinLimit(i, rule.DutyLimit) ? rule.DutyBelow : rule.DutyAbove;
            var value = ValueOf(i) * reduction * PartAbove(i, rule.DutyLimit);
            var found = default(DutyFound);
            switch (formula.Kind)
            {
                case DutyKind.Zero:
                    break;
                case DutyKind.Rate:
                    found = duties.Find(rule.Destination, items[i].HsCode, items[i].Origin, day);
                    DutyKnown &= found.Known;
                    DutyEstimated |= found.Estimated;
                    LineDuty[i] = value * found.Rate.AsFactor;
                    break;
                case DutyKind.Flat:
                    LineDuty[i] = value * formula.Share.AsFactor;
                    flat += LineDuty[i];
                    deduction = formula.Amount / limitPerUnit;
                    break;
                case DutyKind.PerHeading:
                    LineDuty[i] = ShareOfHeading(i) * formula.Amount / limitPerUnit;
                    break;
                case DutyKind.Unknown:
                    DutyKnown = false;
                    break;
                default:
                    throw new InvalidOperationException($"Duty kind {formula.Kind} is not handled.");
            }

            AdditionalHeld &= found.AdditionalHeld;
            assessed[i] = new LineAssessed { DutyValue = value, Formula = formula, Found = found };
        }

        if (deduction > 0 && flat > 0)
        {
            // The deduction is one for the consignment; every flat line bears its part, and none falls below zero.
            var left = Math.Max(0, flat - deduction) / flat;
            for (var i = 0; i < LineDuty.Length; i++)
                if (!WithinLimit(i, rule.DutyLimit) && rule.DutyAbove.Kind == DutyKind.Flat) LineDuty[i] *= left;
        }

        Duty = Settle(LineDuty, step);
    }

    // The line's part of its heading's amount: by price, or evenly where the heading's goods are free.
    private decimal ShareOfHeading(int line)
    {
        var heading = items[line].HsCode.Digits.AsSpan(0, 4);
        var (value, lines) = (0m, 0);
        for (var i = 0; i < items.Count; i++)
        {
            if (!items[i].HsCode.Digits.AsSpan(0, 4).SequenceEqual(heading)) continue;
            value += goods[i];
            lines++;
        }

        return lines == 1 ? 1 : value == 0 ? 1m / lines : goods[line] / value;
    }

    private decimal ValueOf(int line) => rule.ValueShare.AsFactor * (rule.ValueBasis == ValueBasis.Cif ? goods[line] + FreightOf(line) : goods[line]);

    private decimal FreightOf(int line) => goods.Length == 1 ? freight : allGoods == 0 ? freight / goods.Length : freight * goods[line] / allGoods;

    // Factor that rounds the whole customs value down to the authority's step.
    private decimal ValueReduction()
    {
        if (rule.ValueStep == 0) return 1;
        var value = CustomsValue;
        return value == 0 ? 1 : Math.Floor(value / rule.ValueStep) * rule.ValueStep / value;
    }

    private bool WithinLimit(int line, decimal? limit) =>
        limit is { } most && !Matches(items[line].HsCode, rule.LimitExcludes) && LimitValueOf(line) <= most;

    private decimal LimitValueOf(int line) => rule.LimitUnit == LimitUnit.Consignment ? LimitValue() : InLimitCurrency(goods[line] / items[line].Quantity);

    // The part of the value that is charged: all of it, or what exceeds the limit where the law says so.
    private decimal PartAbove(int line, decimal? limit)
    {
        if (rule.LimitMode == LimitMode.Cliff || limit is not { } most || Matches(items[line].HsCode, rule.LimitExcludes)) return 1;
        var value = LimitValueOf(line);
        return value <= most ? 0 : (value - most) / value;
    }

    private void TaxLine(int line, decimal value, PartsPerMillion tax)
    {
        var taxed = rule.TaxBase switch
        {
            TaxBase.Inside => value / (1 - tax.AsFactor),
            TaxBase.ValueAndDuty or TaxBase.ValueDutyAndFreight => value,
        };
        assessed[line].TaxValue = taxed;
        LineTax[line] = taxed * tax.AsFactor;
    }

    // Division leaves dust in the 28th digit; it must not decide which way a half goes.
    private decimal Settle(decimal[] lines, decimal step)
    {
        var sum = 0m;
        foreach (var line in lines) sum += line;
        sum = Math.Round(sum, 12);
        var settled = step == 0 ? Math.Round(sum, rule.Currency.MinorDigits, MidpointRounding.AwayFromZero) : Math.Floor(sum / step) * step;
        if (settled != sum && lines.Length == 1) lines[0] = settled;
        else if (settled != sum && sum != 0)
            for (var i = 0; i < lines.Length; i++) lines[i] *= settled / sum;
        return settled;
    }

    private decimal InLimitCurrency(decimal amount) => Math.Round(amount * limitPerUnit, rule.LimitCurrency.MinorDigits, MidpointRounding.AwayFromZero);

    private static bool Matches(HsCode code, IReadOnlyList<string> prefixes)
    {
        for (var i = 0; i < prefixes.Count; i++)
            if (code.Digits.StartsWith(prefixes[i], StringComparison.Ordinal)) return true;
        return false;
    }
}

/// <summary>What one line's duty and tax were reckoned on, in the rule's currency.</summary>
internal struct LineAssessed
{
    public decimal DutyValue;
    public DutyFormula Formula;
    public DutyFound Found;
    public decimal TaxValue;
}
