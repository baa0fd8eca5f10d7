namespace Storefront.Customs;

/// <summary>Why a quote is what it is: what was not known, estimated, or decided. Each has a sentence in the languages.</summary>
public enum QuoteReason
{
    /// <summary>Nothing is due because the value lies within the destination's limits, or the goods are free.</summary>
    NothingDue,

    /// <summary>The goods cost more than the scheme covers, so the border collects.</summary>
    AboveSchemeLimit,

    /// <summary>The scheme does not cover these goods.</summary>
    GoodsOutsideScheme,

    /// <summary>The marketplace is not registered in the destination's scheme.</summary>
    NotRegistered,

    /// <summary>The duty rate is a rounded estimate by HS chapter.</summary>
    DutyRateEstimated,

    /// <summary>No duty rate is known for these goods there, so nothing was estimated.</summary>
    DutyRateUnknown,

    /// <summary>Additional duties by origin may come on top; they are not known.</summary>
    AdditionalDutiesUnknown,

    /// <summary>The carrier's usual collection fee is in the estimate.</summary>
    CarrierFeeEstimated,

    /// <summary>The carrier may ask a collection fee that is not in the estimate.</summary>
    CarrierFeeNotIncluded,

    /// <summary>The rule is general knowledge that nobody has verified.</summary>
    RuleUnverified,

    /// <summary>No rules are held for the destination.</summary>
    NoRule,

    /// <summary>The value is above what the held rules cover.</summary>
    ValueAboveRules,

    /// <summary>The postcode lies in a territory with another VAT or customs law.</summary>
    TerritoryOutsideRules,

    /// <summary>The tax differs by province and no postcode told which.</summary>
    RegionalTaxUnknown,

    /// <summary>State or local sales tax is not in the quote.</summary>
    StateTaxNotIncluded,

    /// <summary>A rate without official quotation was used.</summary>
    ExchangeRateIndicative,

    /// <summary>The standard tax rate was taken although a reduced one may hold for these goods.</summary>
    ReducedTaxNotApplied,

    /// <summary>An excise on alcohol or tobacco comes on top; how much is not held.</summary>
    ExciseNotIncluded,
}
