using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Lanes;
using Storefront.Shipping.Rates;

namespace Storefront.Customs;

/// <summary>The whole price of a parcel at its destination: goods, delivery, duty, tax, and what may be asked at the door.</summary>
/// <remarks>Pure and safe for many threads. Where the marketplace can collect, it charges (docs/decisions/0010-landed-cost.md); where a figure is
/// only known roughly it is shown as an estimate; where nothing is known it says so.</remarks>
/// <param name="current">The rates that hold; those of the tables are only the first of them.</param>
/// <param name="lanes">Which lanes are delayed or suspended.</param>
/// <param name="duties">The duty rates that hold; those of the tables are only the first of them.</param>
/// <param name="clearance">The clearance fees that hold; those of the tables are only the first of them.</param>
public sealed class LandedCost(LandedCostTables tables, CurrentRates current, CurrentLanes lanes, CurrentDuties duties, CurrentClearanceFees clearance)
{
    public const int MostLines = 200;
    public const int MostUnits = 10_000;

    /// <summary>Over tables that never change.</summary>
    public LandedCost(LandedCostTables tables)
        : this(tables, new CurrentRates(tables.Rates), new CurrentLanes())
    {
    }

    /// <summary>Over duty rates and clearance fees that never change.</summary>
    public LandedCost(LandedCostTables tables, CurrentRates current, CurrentLanes lanes)
        : this(tables, current, lanes, new CurrentDuties(tables.Duties), new CurrentClearanceFees(tables.Fees))
    {
    }

    /// <summary>How long a quote stands.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Most that one parcel may be worth, in euro at the middle rate; it also keeps all arithmetic inside 64 bits.</summary>
    public const decimal MostEuros = 1_000_000m;

    /// <summary>Over the built-in tables.</summary>
    public static LandedCost BuiltIn { get; } = new(LandedCostTables.BuiltIn);

    /// <summary>The far or special area in which a place lies, as quotes find it; null for the ordinary rest of the country.</summary>
    public string? AreaName(Country destination, string? postcode, string? town) => tables.Areas.Find(destination, postcode, town)?.Name;

    /// <returns>The quote, or a refusal: <see cref="CustomsRefusals"/>, <see cref="PricingRefusals"/>, <see cref="ShippingRateRefusals"/>.</returns>
    /// <exception cref="ArgumentException">The instant is not UTC or a price is negative.</exception>
    public Outcome<LandedQuote> Quote(LandedRequest request) => Quote(request, current.Now);

    /// <summary>As <see cref="Quote(LandedRequest)"/>, by a rate table that the caller has taken: quotes that belong together share one.</summary>
    public Outcome<LandedQuote> Quote(LandedRequest request, ExchangeRates rates)
    {
        if (Check(request) is { } refusal) return refusal;
        var area = AreaOf(request);
        var delivery = Deliver(request, rates, area);
        return delivery.Succeeded ? Quote(request, rates, area, delivery.Value) : delivery.Refusal;
    }

    /// <summary>As <see cref="Quote(LandedRequest)"/>, for goods whose delivery is paid already: no tariff is asked.</summary>
    public Outcome<LandedQuote> Quote(LandedRequest request, ExchangeRates rates, Money delivery) => Check(request) is { } refusal ? refusal : Quote(
        request, rates, AreaOf(request),
        [new DeliveryOption(request.DeliveryMethod ?? "", delivery, 0, 0, default, false, Money.Zero(delivery.Currency)) { Card = request.Cards.FirstOrDefault(c => c.MethodKey == request.DeliveryMethod) }]);

    private Outcome<LandedQuote> Quote(LandedRequest request, ExchangeRates rates, RemoteArea? area, IReadOnlyList<DeliveryOption> delivery)
    {
        var draft = new LandedQuoteDraft(request, rates);
        if (draft.TakePrices(delivery) is { } noPrice) return noPrice;
        if (!draft.Choose(request.DeliveryMethod)) return ShippingRateRefusals.MethodNotOffered(request.DeliveryMethod!, request.Destination);

        var sameArea = tables.Unions.SameArea(request.ShipsFrom, request.Destination);
        if (area is { Territory: not Territory.Same } && !(sameArea && area.Territory == Territory.OtherCustomsLaw)) draft.NotKnown(QuoteReason.TerritoryOutsideRules);
        else if (sameArea) Domestic(request, draft);
        else if (Import(request, draft) is { } noRate) return noRate;
        return draft.Finish();
    }

    private RemoteArea? AreaOf(LandedRequest request) => tables.Areas.Find(request.Destination, request.Postcode, request.Town);

    private static Refusal? Check(LandedRequest request)
    {
        if (request.AtUtc.Kind != DateTimeKind.Utc) throw new ArgumentException("The instant of a quote is UTC.", nameof(request));
        if (request.Items.Count == 0) return CustomsRefusals.NoItems;
        if (request.Items.Count > MostLines) return CustomsRefusals.TooManyLines(request.Items.Count, MostLines);
        for (var i = 0; i < request.Items.Count; i++)
        {
            var item = request.Items[i];
            if (item.Quantity is < 1 or > MostUnits) return CustomsRefusals.QuantityOutOfRange(item.Quantity, MostUnits);
            if (item.Discount is { } off && (off.IsNegative || off > item.UnitPrice * item.Quantity)) throw new ArgumentException("A discount is negative, or more than the goods.", nameof(request));
            if (item.UnitPrice.IsNegative) throw new ArgumentException("A price is negative.", nameof(request));
        }

        return null;
    }

    private Outcome<IReadOnlyList<DeliveryOption>> Deliver(LandedRequest request, ExchangeRates rates, RemoteArea? area)
    {
        var (grams, size, battery) = (0L, default(ParcelSize), false);
        HashSet<SensitiveGoods>? sensitive = null;
        for (var i = 0; i < request.Items.Count; i++)
        {
            var item = request.Items[i];
            grams += (long)item.Weight.Grams * item.Quantity;
            size.Add(item.Size, item.Quantity);
            battery |= item.HasBattery;
            if (item.Sensitive.Count > 0) (sensitive ??= []).UnionWith(item.Sensitive);
        }

        var lane = lanes.Now.StandingOf(request.ShipsFrom, request.Destination);
        if (lane.IsSuspended) return LaneRefusals.Suspended(request.ShipsFrom, request.Destination);
        var sides = size.Fold();
        var offered = tables.Tariffs.Quote(request.ShipsFrom, request.Destination, area, grams, sides, battery, sensitive);
        if (offered.Succeeded && lane.MoreDays > 0) offered = Outcome<IReadOnlyList<DeliveryOption>>.Of([.. offered.Value.Select(o => Later(o, lane.MoreDays))]);
        // Goods that no method of the platform takes there are not sold there at all, whatever a card says.
        if (request.Cards.Count == 0 || (!offered.Succeeded && tables.Tariffs.WhyNotCarried(request.ShipsFrom, request.Destination, battery, sensitive ?? []) is not null)) return offered;

        List<DeliveryOption> all = offered.Succeeded ? [.. offered.Value] : [];
        for (var i = 0; i < request.Cards.Count; i++)
        {
            var card = request.Cards[i];
            var standing = lanes.Now.StandingOf(request.ShipsFrom, request.Destination, card.Carrier);
            if (standing.IsSuspended || !rates.Offers(card.Terms.Currency)) continue;
            if (card.Offer(request.Destination, request.Postcode, request.Town, grams, sides, battery, sensitive ?? []) is not { } option || !TellsCustoms(card, option, request, rates, area)) continue;
            all.Add(Later(option, standing.MoreDays));
        }

        return all.Count == 0 ? offered : Outcome<IReadOnlyList<DeliveryOption>>.Of(all);
    }

    private static DeliveryOption Later(DeliveryOption option, int days) => days == 0 ? option : option with { DaysMin = option.DaysMin + days, DaysMax = option.DaysMax + days };

    /// <summary>Tax that a scheme collects is taken at checkout whoever carries. A service that neither pays customs nor passes the scheme's number on would have it asked again at the door: no label of it
    /// agrees with such a sale, so it is not offered.</summary>
    private bool TellsCustoms(BuyerCard card, DeliveryOption option, LandedRequest request, ExchangeRates rates, RemoteArea? area)
    {
        if (card.Incoterm == Incoterm.Ddp || tables.Unions.SameArea(request.ShipsFrom, request.Destination)) return true;
        var alone = Quote(request with { DeliveryMethod = null }, rates, area, [option]);
        return !alone.Succeeded || alone.Value.Scheme is not { } scheme || card.Schemes.Contains(scheme) || (alone.Value.Duty + alone.Value.Tax).IsZero;
    }

    // Sales without a customs border: the destination's tax on goods and delivery, charged at checkout.
    private void Domestic(LandedRequest request, LandedQuoteDraft draft)
    {
        var day = DateOnly.FromDateTime(request.AtUtc);
        foreach (var rule in tables.Rules.For(request.Destination))
        {
            if (!rule.HoldsOn(day)) continue;
            draft.Cite(rule, tables, rule.DomesticTax);
            foreach (var reason in rule.Reasons)
                if (reason is QuoteReason.StateTaxNotIncluded) draft.Because(reason);
            if (rule.Confidence == Confidence.Low) draft.Because(QuoteReason.RuleUnverified);
            draft.ChargeDomestic();
            return;
        }

        draft.NotKnown(QuoteReason.NoRule);
    }

    // The first rule that concerns the parcel decides; a refusal only where its currency has no rate.
    private Refusal? Import(LandedRequest request, LandedQuoteDraft draft)
    {
        var day = DateOnly.FromDateTime(request.AtUtc);
        var rules = tables.Rules.For(request.Destination);
        var anyHolds = false;
        foreach (var rule in rules)
        {
            if (!rule.HoldsOn(day) || !Concerns(rule, request.ShipsFrom, draft.HasExcise)) continue;
            anyHolds = true;
            if (draft.Assess(rule) is not { } assessment) return draft.NoRate;
            if (rule.MaxValue is { } most && assessment.LimitValue() > most) continue;
            draft.Cite(rule, tables, rule.Tax);
            Decide(rule, assessment, draft, day);
            return null;
        }

        draft.NotKnown(anyHolds ? QuoteReason.ValueAboveRules : QuoteReason.NoRule);
        return null;
    }

    // A rule for sales under a scheme is none for goods that no scheme carries.
    private bool Concerns(ImportRule rule, Country shipsFrom, bool hasExcise)
    {
        if (rule.NeedsScheme is { } scheme && (hasExcise || !tables.Schemes.Registered.Contains(scheme))) return false;
        if (rule.ShipsFrom.Count == 0) return true;
        for (var i = 0; i < rule.ShipsFrom.Count; i++)
            if (rule.ShipsFrom[i] == shipsFrom) return true;
        return false;
    }

    // Who collects: the scheme at checkout, else the platform where the rule is plain, else the carrier at the door.
    private void Decide(ImportRule rule, ImportAssessment assessment, LandedQuoteDraft draft, DateOnly day)
    {
        var (held, fees) = (duties.Now, clearance.Now);
        draft.RuleReasons(rule);
        if (draft.HasExcise) draft.Because(QuoteReason.ExciseNotIncluded);
        if (UnderScheme(rule, assessment, draft))
        {
            assessment.AssessSale(held, day, draft.LineRates, tables.Schemes.TaxIncludesRechargedDuty);
            draft.Take(rule, assessment);
            if (!assessment.DutyKnown) draft.NotKnown(QuoteReason.DutyRateUnknown);
            else if (!assessment.DutyEstimated) draft.ChargePrepaid(rule, assessment, rule.Scheme, fees);
            else
            {
                // The scheme's tax alone would leave a duty that nobody can name exactly: the border collects both.
                assessment.AssessBorder(held, day, draft.LineRates);
                draft.EstimateAtDoor(rule, assessment, fees);
            }

            return;
        }

        assessment.AssessBorder(held, day, draft.LineRates);
        draft.Take(rule, assessment);
        if (rule.Collection == Collection.Unknown || !assessment.DutyKnown) draft.NotKnown(QuoteReason.DutyRateUnknown);
        else if (assessment.DutyEstimated || rule.Confidence == Confidence.Low || draft.IsOpenEnded) draft.EstimateAtDoor(rule, assessment, fees);
        else if ((rule.Collection == Collection.Checkout && !draft.IsPaidByAddressee) || (assessment.Duty + assessment.Tax == 0 && !draft.IsFeeAskedAtDoor(rule, assessment, fees))) draft.ChargePrepaid(rule, assessment, underScheme: null, fees);
        else draft.EstimateAtDoor(rule, assessment, fees);
    }

    private bool UnderScheme(ImportRule rule, ImportAssessment assessment, LandedQuoteDraft draft)
    {
        if (rule.Scheme is not { } scheme) return false;
        if (!tables.Schemes.Registered.Contains(scheme))
        {
            draft.Because(QuoteReason.NotRegistered);
            return false;
        }

        if (assessment.WithinScheme(out var goodsExcluded) && !draft.HasExcise) return true;
        draft.Because(goodsExcluded || draft.HasExcise ? QuoteReason.GoodsOutsideScheme : QuoteReason.AboveSchemeLimit);
        return false;
    }
}
