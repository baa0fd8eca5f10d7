namespace Storefront.Customs;

/// <summary>What the customs value consists of.</summary>
public enum ValueBasis
{
    /// <summary>Goods and international freight, insurance in it.</summary>
    Cif,

    /// <summary>Goods alone, to the place of export.</summary>
    Goods,
}

/// <summary>Which value a limit is compared with, each in the limit's currency.</summary>
public enum LimitBasis
{
    /// <summary>Price of the goods, freight and taxes left out: the intrinsic value.</summary>
    Goods,

    /// <summary>Goods and freight.</summary>
    Cif,

    /// <summary>The customs value that the rule itself builds.</summary>
    CustomsValue,
}

public enum LimitUnit
{
    Consignment,

    /// <summary>One unit of one line.</summary>
    Item,
}

public enum LimitMode
{
    /// <summary>Above the limit everything is charged.</summary>
    Cliff,

    /// <summary>Only what lies above the limit is charged.</summary>
    Excess,
}

public enum TaxBase
{
    /// <summary>Customs value and duty.</summary>
    ValueAndDuty,

    /// <summary>Customs value, duty, and the freight that the customs value leaves out.</summary>
    ValueDutyAndFreight,

    /// <summary>Customs value and duty, the tax being part of its own base (Brazil's ICMS).</summary>
    Inside,
}

public enum DutyKind
{
    Zero,

    /// <summary>By HS code, from <see cref="DutyRates"/>.</summary>
    Rate,

    /// <summary>One share for all goods, less a fixed amount for the consignment.</summary>
    Flat,

    /// <summary>A fixed amount for each distinct four-digit heading in the consignment.</summary>
    PerHeading,

    /// <summary>The law is known to ask for duty, but not how much.</summary>
    Unknown,
}

/// <param name="Share">For <see cref="DutyKind.Flat"/>.</param>
/// <param name="Amount">In the limit's currency: the deduction of <see cref="DutyKind.Flat"/>, or the amount per heading.</param>
public readonly record struct DutyFormula(DutyKind Kind, PartsPerMillion Share = default, decimal Amount = 0);

/// <summary>Who collects what lies outside the seller scheme.</summary>
public enum Collection
{
    /// <summary>The platform charges it at checkout and clears the parcel duty paid.</summary>
    Checkout,

    /// <summary>The carrier asks the addressee; the quote can only estimate.</summary>
    Door,

    /// <summary>What is charged is not known well enough to name a figure.</summary>
    Unknown,
}

public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>How one destination taxes one kind of import during one period. A row of data; nothing about a country is in code.</summary>
public sealed record ImportRule
{
    public required Country Destination { get; init; }

    /// <summary>Stable id that quotes and orders keep.</summary>
    public required string Id { get; init; }

    /// <summary>First day, or null for "since ever". Days are UTC days.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, or null while no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Countries of dispatch to which the rule is limited; empty for all.</summary>
    public IReadOnlyList<Country> ShipsFrom { get; init; } = [];

    /// <summary>The rule holds only for sellers in this scheme, whatever the value; null for all.</summary>
    public string? NeedsScheme { get; init; }

    /// <summary>The rule holds up to this value, by <see cref="LimitBasis"/> in <see cref="LimitCurrency"/>.</summary>
    public decimal? MaxValue { get; init; }

    /// <summary>Currency in which duty and tax are assessed.</summary>
    public required Currency Currency { get; init; }

    public required string TaxName { get; init; }

    /// <summary>Tax on imports; zero where a flat duty already holds it.</summary>
    public PartsPerMillion Tax { get; init; }

    /// <summary>Tax on sales inside the country or its customs union.</summary>
    public PartsPerMillion DomesticTax { get; init; }

    public ValueBasis ValueBasis { get; init; }

    /// <summary>Share of the basis that counts as customs value: 60 % in Japan's personal imports, else all.</summary>
    public PartsPerMillion ValueShare { get; init; } = new(1_000_000);

    public TaxBase TaxBase { get; init; }

    /// <summary>Factor on the customs value in the tax base: 110 % in South Africa, else 100 %.</summary>
    public PartsPerMillion TaxUplift { get; init; } = new(1_000_000);

    public required Currency LimitCurrency { get; init; }

    public LimitBasis LimitBasis { get; init; }

    public LimitUnit LimitUnit { get; init; }

    public LimitMode LimitMode { get; init; }

    /// <summary>Up to and at this value <see cref="DutyBelow"/> holds; null where there is no limit and <see cref="DutyAbove"/> always holds.</summary>
    public decimal? DutyLimit { get; init; }

    public DutyFormula DutyBelow { get; init; }

    public DutyFormula DutyAbove { get; init; }

    /// <summary>Up to and at this value no tax; null where tax starts at zero.</summary>
    public decimal? TaxLimit { get; init; }

    /// <summary>HS prefixes that no limit helps.</summary>
    public IReadOnlyList<string> LimitExcludes { get; init; } = [];

    /// <summary>The scheme by which a seller charges the tax at checkout; null where there is none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Up to and at this goods price the scheme holds; null for any.</summary>
    public decimal? SchemeLimit { get; init; }

    public LimitUnit SchemeUnit { get; init; }

    public IReadOnlyList<string> SchemeExcludes { get; init; } = [];

    /// <summary>True where goods sold under the scheme owe no duty; false where the rule's own duty holds.</summary>
    public bool SchemeWaivesDuty { get; init; }

    public Collection Collection { get; init; }

    /// <summary>Duty and tax that together do not exceed this are not collected; in <see cref="Currency"/>.</summary>
    public decimal WaivedUpTo { get; init; }

    /// <summary>The customs value is rounded down to a multiple of this; zero for not at all. Major units.</summary>
    public decimal ValueStep { get; init; }

    /// <summary>Duty and tax assessed at the border are rounded down to a multiple of this; zero for half-up to the minor unit.</summary>
    public decimal ChargeStep { get; init; }

    /// <summary>The number that customs asks of the addressee (<c>cpf</c>, <c>pccc</c>), or null.</summary>
    public string? BuyerId { get; init; }

    /// <summary>What a shopper must be told with every quote under this rule.</summary>
    public IReadOnlyList<QuoteReason> Reasons { get; init; } = [];

    public required string Source { get; init; }

    public required DateOnly CheckedOn { get; init; }

    public required Confidence Confidence { get; init; }

    public string? Note { get; init; }

    public bool HoldsOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);
}
