using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Rates;

namespace Storefront.Customs;

/// <summary>A quote in the making: prices in the charge currency first, then the destination's charges. Used by one thread, once.</summary>
internal sealed partial class LandedQuoteDraft
{
    private readonly LandedRequest request;
    private readonly ExchangeRates rates;
    private readonly Currency charge;
    private readonly Money[] unitPrices;
    private readonly Money[] lineTotals;
    private Money[]? discounts;
    private readonly List<RateUsed> used = new(4);
    private readonly List<QuoteReason> reasons = new(4);
    private IReadOnlyList<DeliveryOption> asked = [];
    private IReadOnlyList<DeliveryOption> options = [];
    private DeliveryOption chosen = null!;
    private Money goods;
    private Money duty;
    private Money tax;
    private Money[]? lineDuties;
    private Money[]? lineTaxes;
    private Money fees;
    private List<FeeCited>? feesCited;
    private ImportRule? assessedBy;
    private ImportAssessment? assessed;
    private LandedTerms terms = LandedTerms.Unknown;
    private RuleCited? cited;
    private string? taxName;
    private PartsPerMillion standardRate;
    private string? scheme;
    private string? buyerId;

    public LandedQuoteDraft(LandedRequest request, ExchangeRates rates)
    {
        (this.request, this.rates, charge) = (request, rates, request.ChargeCurrency);
        unitPrices = new Money[request.Items.Count];
        lineTotals = new Money[request.Items.Count];
        goods = duty = tax = fees = Money.Zero(charge);
        HasExcise = ExciseGoods.Among(request.Items);
    }

    /// <summary>The tax rate of each line; empty until a rule is cited.</summary>
    public PartsPerMillion[] LineRates { get; private set; } = [];

    /// <summary>Set when a rule's currency has no rate.</summary>
    public Refusal? NoRate { get; private set; }

    /// <summary>True where something may come on top that no rule bounds.</summary>
    public bool IsOpenEnded => HasExcise || reasons.Contains(QuoteReason.AdditionalDutiesUnknown);

    /// <summary>The border asks an excise beside duty and tax; schemes that collect at checkout carry none.</summary>
    public bool HasExcise { get; }

    /// <summary>True where the chosen delivery leaves to the addressee what is due at the border.</summary>
    public bool IsPaidByAddressee => chosen.Card is { Incoterm: Incoterm.Dap };

    /// <summary>Goods and delivery in the charge currency, each unit price and each delivery price converted once.</summary>
    public Refusal? TakePrices(IReadOnlyList<DeliveryOption> offered)
    {
        if (!rates.Offers(charge)) return PricingRefusals.NoRate(charge);
        var euros = 0m;
        for (var i = 0; i < unitPrices.Length; i++)
        {
            var item = request.Items[i];
            if (!rates.Offers(item.UnitPrice.Currency)) return PricingRefusals.NoRate(item.UnitPrice.Currency);
            euros += rates.Middle(item.UnitPrice.Currency, Currency.Eur).Rate * item.UnitPrice.Major * item.Quantity;
            if (euros > LandedCost.MostEuros) return CustomsRefusals.ValueTooHigh(Money.Exactly(LandedCost.MostEuros, Currency.Eur));
            unitPrices[i] = Use(rates.Charged(item.UnitPrice.Currency, charge)).Apply(item.UnitPrice, Rounding.HalfUp);
            lineTotals[i] = unitPrices[i] * item.Quantity;
            goods += lineTotals[i];
        }

        TakeDiscounts();
        for (var i = 0; i < offered.Count; i++)
            if (!rates.Offers(offered[i].Price.Currency)) return PricingRefusals.NoRate(offered[i].Price.Currency);
        (asked, options) = (offered, Convert(offered));
        return null;
    }

    /// <summary>In another currency the discount bears the same proportion to the goods as in the merchant's, half a minor unit up, and is divided by line total with the largest remainder: no line goes below zero.</summary>
    private void TakeDiscounts()
    {
        var own = request.Items[0].UnitPrice.Currency;
        if (goods.IsZero || request.Items.All(i => i.Discount is not { IsPositive: true })) return;
        discounts = own == charge ? [.. request.Items.Select(i => i.Discount ?? Money.Zero(own))]
            : goods.Proportion(request.Items.Sum(i => i.Discount ?? Money.Zero(own), own).Minor, request.Items.Sum(i => i.UnitPrice * i.Quantity, own).Minor, Rounding.HalfUp).Split([.. lineTotals.Select(t => t.Minor)]);
        for (var i = 0; i < discounts.Length; i++)
        {
            lineTotals[i] -= discounts[i];
            goods -= discounts[i];
        }
    }

    /// <param name="method">Null for the cheapest.</param>
    /// <returns>False where it is not offered.</returns>
    public bool Choose(string? method)
    {
        foreach (var option in options)
        {
            if (method is not null && option.MethodKey != method) continue;
            chosen = option;
            for (var i = 0; i < asked.Count; i++)
                if (asked[i].MethodKey == option.MethodKey) Use(rates.Charged(asked[i].Price.Currency, charge));
            return true;
        }

        return false;
    }

    public void Because(QuoteReason reason)
    {
        if (!reasons.Contains(reason)) reasons.Add(reason);
    }

    /// <summary>Names no figure but goods and delivery.</summary>
    public void NotKnown(QuoteReason reason)
    {
        Because(reason);
        terms = LandedTerms.Unknown;
    }

    public void RuleReasons(ImportRule rule)
    {
        foreach (var reason in rule.Reasons)
            if (reason is not QuoteReason.RegionalTaxUnknown) Because(reason);
        if (rule.Confidence == Confidence.Low) Because(QuoteReason.RuleUnverified);
    }

    /// <summary>Takes the reckoning that decides, for whoever explains the quote. Where the tables say what comes on top of every line's duty, that is not unknown any more.</summary>
    public void Take(ImportRule rule, ImportAssessment assessment)
    {
        (assessedBy, assessed) = (rule, assessment);
        if (assessment.AdditionalHeld) reasons.Remove(QuoteReason.AdditionalDutiesUnknown);
    }

    /// <summary>Takes the rule's name, tax and demands: the region's tax before the country's, a reduced rate before the country's standard.</summary>
    public void Cite(ImportRule rule, LandedCostTables tables, PartsPerMillion nationalTax)
    {
        cited = new RuleCited(rule.Id, rule.Source, rule.CheckedOn, rule.ValidTo, rule.Confidence);
        buyerId = rule.BuyerId;
        var regional = tables.RegionalTaxes.Find(request.Destination, request.Postcode);
        if (regional is null && rule.Reasons.Contains(QuoteReason.RegionalTaxUnknown)) Because(QuoteReason.RegionalTaxUnknown);
        taxName = regional?.TaxName ?? rule.TaxName;
        standardRate = regional?.Tax ?? nationalTax;
        LineRates = new PartsPerMillion[unitPrices.Length];
        for (var i = 0; i < LineRates.Length; i++)
        {
            LineRates[i] = standardRate;
            if (standardRate == PartsPerMillion.Zero || tables.ReducedTaxes.Find(request.Destination, request.Items[i].HsCode) is not { } reduced) continue;
            if (reduced.Tax is { } lower && regional is null) LineRates[i] = lower;
            else Because(QuoteReason.ReducedTaxNotApplied);
        }
    }

    /// <summary>The consignment in the rule's currency, or null and <see cref="NoRate"/> where a rate is missing.</summary>
    public ImportAssessment? Assess(ImportRule rule)
    {
        NoRate = !rates.Knows(rule.Currency) ? PricingRefusals.NoRate(rule.Currency)
            : !rates.Knows(rule.LimitCurrency) ? PricingRefusals.NoRate(rule.LimitCurrency)
            : null;
        if (NoRate is not null) return null;
        var toRule = rates.Middle(charge, rule.Currency);
        var inRule = new decimal[lineTotals.Length];
        for (var i = 0; i < inRule.Length; i++) inRule[i] = lineTotals[i].Major * toRule.Rate;
        var toLimit = rates.Middle(rule.Currency, rule.LimitCurrency);
        return new ImportAssessment(rule, request.Items, inRule, chosen.Price.Major * toRule.Rate, toLimit.Rate);
    }

    public void ChargeDomestic()
    {
        terms = LandedTerms.Domestic;
        buyerId = null;
        var weights = new decimal[lineTotals.Length];
        var sum = 0m;
        for (var i = 0; i < weights.Length; i++)
        {
            // Delivery bears the tax of the goods that it carries.
            var delivery = weights.Length == 1 ? chosen.Price.Minor : goods.IsZero ? (decimal)chosen.Price.Minor / weights.Length : (decimal)chosen.Price.Minor * lineTotals[i].Minor / goods.Minor;
            weights[i] = (lineTotals[i].Minor + delivery) * LineRates[i].AsFactor;
            sum += weights[i];
        }

        // Division leaves dust in the last digits; it must not decide which way a half goes.
        tax = Money.Of(Math.Round(sum, 12) / charge.MinorPerMajor, charge, Rounding.HalfUp);
        lineTaxes = Split(tax, weights);
    }

    /// <param name="table">Where the scheme collects nobody clears in the buyer's place, so no fee is asked.</param>
    public void ChargePrepaid(ImportRule rule, ImportAssessment assessment, string? underScheme, ClearanceFees table)
    {
        terms = LandedTerms.Prepaid;
        scheme = underScheme;
        Use(rates.Middle(charge, rule.Currency));
        Use(rates.Middle(rule.Currency, rule.LimitCurrency));
        (duty, tax) = (ToCharge(assessment.Duty, rule), ToCharge(assessment.Tax, rule));
        lineDuties = Split(duty, assessment.LineDuty);
        lineTaxes = Split(tax, assessment.LineTax);
        if (duty.IsZero && tax.IsZero) Because(QuoteReason.NothingDue);
        else if (underScheme is null) fees = Fees(table, atDoor: false, rule, assessment, isDue: true, out _);
    }

    public LandedQuote Finish()
    {
        foreach (var rate in used)
            if (rate.Indicative) Because(QuoteReason.ExchangeRateIndicative);
        var zero = Money.Zero(charge);
        var lines = new LandedLine[unitPrices.Length];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = new LandedLine(request.Items[i], unitPrices[i], lineTotals[i], lineDuties?[i] ?? zero, lineTaxes?[i] ?? zero, RateOf(i)) { Discount = discounts?[i] ?? zero, DutyAtDoor = doorDuties?[i] ?? zero, TaxAtDoor = doorTaxes?[i] ?? zero, Steps = StepsOf(i) };
        var expires = request.AtUtc + LandedCost.Lifetime;
        if (cited?.ValidTo is { } last && last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var end && end < expires) expires = end;
        return new LandedQuote
        {
            Terms = terms,
            Currency = charge,
            Lines = lines,
            Goods = goods,
            Delivery = chosen.Price,
            Duty = duty,
            Tax = tax,
            Fees = fees,
            FeesCited = (IReadOnlyList<FeeCited>?)feesCited ?? [],
            Total = goods + chosen.Price + duty + tax + fees,
            AtDoor = atDoor,
            Rule = cited,
            TaxName = taxName,
            TaxRate = Array.TrueForAll(LineRates, r => r == LineRates[0]) ? RateOf(0) : standardRate,
            Scheme = scheme,
            BuyerId = buyerId,
            Reasons = reasons,
            Rates = used,
            DeliveryOptions = options,
            Chosen = chosen,
            QuotedAtUtc = request.AtUtc,
            ExpiresAtUtc = expires,
        };
    }

    /// <summary>In the charge currency, cheapest first: the platform's come in that order, a merchant's cards in whichever.</summary>
    private DeliveryOption[] Convert(IReadOnlyList<DeliveryOption> offered)
    {
        var converted = new DeliveryOption[offered.Count];
        var mixed = false;
        for (var i = 0; i < converted.Length; i++)
        {
            var option = offered[i];
            mixed |= option.Card is not null;
            if (option.Price.Currency == charge)
            {
                converted[i] = option;
                continue;
            }

            var rate = rates.Charged(option.Price.Currency, charge);
            converted[i] = option with
            {
                Price = rate.Apply(option.Price, Rounding.HalfUp),
                RemoteSurcharge = rate.Apply(option.RemoteSurcharge, Rounding.HalfUp),
            };
        }

        return mixed ? [.. converted.OrderBy(o => o.Price.Minor).ThenBy(o => o.DaysMax)] : converted;
    }

    private RateUsed Use(RateUsed rate)
    {
        if (rate.From != rate.To && !used.Contains(rate)) used.Add(rate);
        return rate;
    }

    private Money ToCharge(decimal amount, ImportRule rule) =>
        amount == 0 ? Money.Zero(charge) : Money.Of(amount * Use(rates.Middle(rule.Currency, charge)).Rate, charge, Rounding.HalfUp);

    private LineSteps? StepsOf(int line)
    {
        if (assessedBy is not { } rule) return null;
        var of = assessed!.Lines[line];
        return new LineSteps(Money.Of(of.DutyValue, rule.Currency, Rounding.HalfUp), of.Formula, of.Found.Row, of.Found.Rate, of.Found.Additional, Money.Of(of.TaxValue, rule.Currency, Rounding.HalfUp));
    }

    private PartsPerMillion RateOf(int line) => LineRates.Length == 0 ? PartsPerMillion.Zero : LineRates[line];

    // Weights to eight significant places of the largest; evenly where all are zero.
    private static Money[] Split(Money whole, decimal[] weights)
    {
        if (weights.Length == 1) return [whole];
        var parts = new long[weights.Length];
        if (whole.IsZero) return Array.ConvertAll(parts, _ => whole);
        var (most, any) = (0m, false);
        foreach (var weight in weights) most = Math.Max(most, weight);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = most == 0 ? 1 : (long)(weights[i] / most * 100_000_000m);
            any |= parts[i] > 0;
        }

        return any ? whole.Split(parts) : throw new InvalidOperationException("An amount has no line to bear it.");
    }
}
