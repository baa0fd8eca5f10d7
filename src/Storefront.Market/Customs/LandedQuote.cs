using Storefront.Pricing;
using Storefront.Shipping.Rates;

namespace Storefront.Customs;

public enum LandedTerms
{
    /// <summary>No customs border: inside one country or customs union. The destination's VAT is in the total.</summary>
    Domestic,

    /// <summary>Nothing to pay at the door: duty and tax, if any, are in the total.</summary>
    Prepaid,

    /// <summary>The carrier may ask for about <see cref="LandedQuote.DueAtDoor"/>; the total holds goods and delivery only.</summary>
    DueAtDoor,

    /// <summary>No figure can be named; the total holds goods and delivery only. The reasons say why.</summary>
    Unknown,
}

/// <summary>One line as charged. The lines' totals, duties and taxes sum to the quote's.</summary>
/// <param name="Total"><paramref name="UnitPrice"/> times the quantity, less <see cref="Discount"/>: what duty and tax are reckoned on.</param>
/// <param name="Duty">This line's share of the duty that is charged at checkout, by largest remainder.</param>
/// <param name="Tax">This line's share of the tax that is charged at checkout, the tax on delivery with it.</param>
/// <param name="TaxRate">The rate for these goods, reduced where the tables hold a reduced rate.</param>
public sealed record LandedLine(LandedItem Item, Money UnitPrice, Money Total, Money Duty, Money Tax, PartsPerMillion TaxRate)
{
    /// <summary>Taken off this line, in the charge currency; zero for none, and never more than the line.</summary>
    public Money Discount { get; init; }

    /// <summary>This line's share of the duty that may be asked at the door, in the charge currency.</summary>
    public Money DutyAtDoor { get; init; }

    /// <summary>This line's share of the tax that may be asked at the door, in the charge currency.</summary>
    public Money TaxAtDoor { get; init; }

    /// <summary>How duty and tax were reckoned, wherever they are asked; null where no border is crossed or no rule was found.</summary>
    public LineSteps? Steps { get; init; }
}

/// <summary>What one line's duty and tax were reckoned on, in the rule's currency, half-up to its minor unit; the reckoning itself goes on unrounded.</summary>
/// <param name="DutyBase">The part of the customs value that the duty is on.</param>
/// <param name="Row">The row of the ordinary duty, where the rule asks the rate tables.</param>
/// <param name="DutyRate">Ordinary and additional duty together, where the rule asks the rate tables.</param>
/// <param name="Additional">The part of it that comes on top of the ordinary duty.</param>
/// <param name="TaxBase">Zero where nothing was taxed.</param>
public readonly record struct LineSteps(Money DutyBase, DutyFormula Formula, DutyRate? Row, PartsPerMillion DutyRate, PartsPerMillion Additional, Money TaxBase);

/// <summary>A clearance fee in a quote, in the charge currency.</summary>
public sealed record FeeCited(Money Amount, ClearanceFee Row);

/// <summary>What the carrier is expected to ask, in the charge currency. An estimate, never charged by the platform.</summary>
public sealed record DoorEstimate(Money Duty, Money Tax, Money Fees)
{
    public Money Total => Duty + Tax + Fees;
}

/// <summary>The rule behind a quote, as an order keeps it.</summary>
/// <param name="ValidTo">Last day of the rule, or null while no end is known.</param>
public sealed record RuleCited(string Id, string Source, DateOnly CheckedOn, DateOnly? ValidTo, Confidence Confidence);

/// <summary>The landed price of one parcel: what is charged, what may come on top, on which ground, and until when it holds.</summary>
/// <remarks>All amounts are in <see cref="Currency"/>. Amounts of the destination are assessed in its own currency and converted once at the
/// middle rate, half a minor unit up; goods and delivery are converted once at the platform's rate.</remarks>
public sealed record LandedQuote
{
    public required LandedTerms Terms { get; init; }

    public required Currency Currency { get; init; }

    public required IReadOnlyList<LandedLine> Lines { get; init; }

    /// <summary>After discounts.</summary>
    public required Money Goods { get; init; }

    /// <summary>Taken off the goods; zero for none.</summary>
    public Money Discount => Lines.Sum(l => l.Discount, Currency);

    /// <summary>Price of <see cref="Chosen"/>, without tax.</summary>
    public required Money Delivery { get; init; }

    /// <summary>Duty charged at checkout.</summary>
    public required Money Duty { get; init; }

    /// <summary>VAT, GST or sales tax charged at checkout.</summary>
    public required Money Tax { get; init; }

    /// <summary>Clearance fees charged at checkout: what the carrier bills for paying duty and tax in the buyer's place.</summary>
    public required Money Fees { get; init; }

    /// <summary>The rows behind <see cref="Fees"/>, or behind those of <see cref="AtDoor"/>.</summary>
    public IReadOnlyList<FeeCited> FeesCited { get; init; } = [];

    /// <summary>What is charged: goods, delivery, duty, tax and fees.</summary>
    public required Money Total { get; init; }

    /// <summary>What may be asked at the door; only under <see cref="LandedTerms.DueAtDoor"/>. Its total can be zero where a rule is unverified.</summary>
    public DoorEstimate? AtDoor { get; init; }

    public Money? DueAtDoor => AtDoor?.Total;

    /// <summary>Null where no rule was found.</summary>
    public RuleCited? Rule { get; init; }

    /// <summary>The destination's name for its tax (VAT, GST, MVA), or null where no rule was found.</summary>
    public string? TaxName { get; init; }

    /// <summary>The rate of all lines where they agree, else the destination's standard rate; <see cref="LandedLine.TaxRate"/> is exact.</summary>
    public PartsPerMillion TaxRate { get; init; }

    /// <summary>The scheme under which the tax is collected, for the carrier's data and the invoice; null at the border.</summary>
    public string? Scheme { get; init; }

    /// <summary>The number that customs asks of the addressee (<c>cpf</c>, <c>pccc</c>, <c>rfc-curp</c>, <c>kyc</c> ...), or null.</summary>
    public string? BuyerId { get; init; }

    public required IReadOnlyList<QuoteReason> Reasons { get; init; }

    /// <summary>Every rate that was used, goods first; empty where all was in one currency.</summary>
    public required IReadOnlyList<RateUsed> Rates { get; init; }

    /// <summary>Every method that reaches the address, cheapest first, in the charge currency.</summary>
    public required IReadOnlyList<DeliveryOption> DeliveryOptions { get; init; }

    public required DeliveryOption Chosen { get; init; }

    public required DateTime QuotedAtUtc { get; init; }

    /// <summary>Until then the platform stands by the figures; never after the rule ends.</summary>
    public required DateTime ExpiresAtUtc { get; init; }
}
