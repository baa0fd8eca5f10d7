using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>A listing as it was when bought, with the figures that the buyer accepted, and where its money is. Money is held, released and refunded
/// per line; whoever changes a line raises its consignment's version.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    public Guid Id { get; private set; }

    public ConsignmentId Consignment { get; private set; }

    /// <summary>The consignment's, for lists of a merchant's held money.</summary>
    public MerchantId Merchant { get; private set; }

    public ListingId Listing { get; private set; }

    public VariantId Variant { get; private set; }

    public string Slug { get; private set; } = "";

    public string Sku { get; private set; } = "";

    /// <summary>In the buyer's language.</summary>
    public string Title { get; private set; } = "";

    public string? Options { get; private set; }

    public string? PictureUrl { get; private set; }

    public int Quantity { get; private set; }

    /// <summary>Units that will not be sent; their money went back when that was said.</summary>
    public int CancelledUnits { get; private set; }

    /// <summary>In the charge currency.</summary>
    public Money UnitPrice { get; private set; }

    /// <summary>What was paid for the goods: the units at <see cref="UnitPrice"/>, less <see cref="Discount"/>.</summary>
    public Money LineTotal { get; private set; }

    /// <summary>Share of its merchant's discount, in minor units of the charge currency.</summary>
    public long DiscountMinor { get; private set; }

    /// <summary>The same, in minor units of the merchant's currency.</summary>
    public long MerchantDiscountMinor { get; private set; }

    public Money Discount => In(DiscountMinor);

    public Money MerchantDiscount => new(MerchantDiscountMinor, MerchantUnitPrice.Currency);

    /// <summary>Share of the consignment's delivery, by line total with the largest remainder.</summary>
    public Money Delivery { get; private set; }

    public Money Duty { get; private set; }

    public Money Tax { get; private set; }

    /// <summary>Share of the consignment's clearance fees, divided as <see cref="Delivery"/>.</summary>
    public Money Fees { get; private set; }

    /// <summary>In the merchant's currency.</summary>
    public Money MerchantUnitPrice { get; private set; }

    /// <summary>Share of what the merchant gets for delivery, in its currency, divided as <see cref="Delivery"/>.</summary>
    public Money MerchantDelivery { get; private set; }

    /// <summary>The platform's commission on the line's goods and delivery, frozen in the order.</summary>
    public PartsPerMillion Fee { get; private set; }

    /// <summary>As it is declared in the destination.</summary>
    public HsCode HsCode { get; private set; }

    public BatteryContent Battery { get; private set; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get => field ?? []; private set; }

    public Country Origin { get; private set; }

    public string CustomsDescription { get; private set; } = "";

    /// <summary>What the merchant calls the goods in the language of the country that they leave, for carriers that ask for it; null where the listing had no such words, and in orders of before 2026-12.</summary>
    public string? LocalName { get; private set; }

    public Weight UnitWeight { get; private set; }

    public Dimensions UnitSize { get; private set; }

    /// <summary>Refunded so far in minor units of the charge currency: the sum of the five parts.</summary>
    public long RefundedMinor { get; private set; }

    public long RefundedGoodsMinor { get; private set; }

    public long RefundedDeliveryMinor { get; private set; }

    public long RefundedDutyMinor { get; private set; }

    public long RefundedTaxMinor { get; private set; }

    public long RefundedFeesMinor { get; private set; }

    public HoldState Hold { get; private set; }

    /// <summary>Where the money is while a case is open, and whither it returns.</summary>
    public HoldState? DisputedFrom { get; private set; }

    /// <summary>When it goes on without a word from anybody: held, to its release; in reserve, to the merchant's balance. Null when it has gone on; a case
    /// about it stops that clock.</summary>
    public DateTime? DueAtUtc { get; private set; }

    /// <summary>The merchant's reserve at the moment of receipt, in days, or what was left of the time for which money may be held; null before.</summary>
    public int? ReserveDays { get; private set; }

    /// <summary>Not before then is asked whether the money has been held too long; null when that is settled.</summary>
    public DateTime? StopAtUtc { get; private set; }

    /// <summary>When a person was asked to decide about money held too long.</summary>
    public DateTime? StoppedAtUtc { get; private set; }

    /// <summary>Units that the buyer still waits for, sent or not: none of a line whose money went back.</summary>
    public int ToSend => RefundedMinor > 0 && Refundable.IsZero ? 0 : Quantity - CancelledUnits;

    /// <summary>At the merchant's own price, in its currency, less its discount.</summary>
    public Money MerchantGoods => (MerchantUnitPrice * Quantity) - MerchantDiscount;

    public LineParts Paid => new(LineTotal, Delivery, Duty, Tax, Fees);

    public LineParts Refunded => new(In(RefundedGoodsMinor), In(RefundedDeliveryMinor), In(RefundedDutyMinor), In(RefundedTaxMinor), In(RefundedFeesMinor));

    public LineParts Left => Paid - Refunded;

    public Money Refundable => Left.Total;

    public bool InDispute => Hold == HoldState.Disputed;

    /// <summary>The account in which the money lies, whether or not a case keeps it there.</summary>
    public HoldState MoneyIn => DisputedFrom ?? Hold;

    internal static OrderLine Of(ConsignmentId consignment, MerchantId merchant, OrderLineFacts facts) => new()
    {
        Id = Guid.CreateVersion7(), Consignment = consignment, Merchant = merchant, Listing = facts.Listing, Variant = facts.Variant, Slug = facts.Slug, Sku = facts.Sku,
        Title = facts.Title, Options = facts.Options, PictureUrl = facts.PictureUrl, Quantity = facts.Quantity, UnitPrice = facts.UnitPrice,
        LineTotal = facts.LineTotal, DiscountMinor = facts.DiscountMinor, MerchantDiscountMinor = facts.MerchantDiscountMinor, Duty = facts.Duty, Tax = facts.Tax, MerchantUnitPrice = facts.MerchantUnitPrice, Fee = facts.Fee, HsCode = facts.HsCode, Battery = facts.Battery, Sensitive = facts.Sensitive,
        Origin = facts.Origin, CustomsDescription = facts.CustomsDescription, LocalName = facts.LocalName, UnitWeight = facts.UnitWeight, UnitSize = facts.UnitSize,
        Delivery = Money.Zero(facts.LineTotal.Currency), Fees = Money.Zero(facts.LineTotal.Currency), MerchantDelivery = Money.Zero(facts.MerchantUnitPrice.Currency),
        Hold = HoldState.Held,
    };

    /// <param name="stopAtUtc">Of a line on which a discount left nothing to pay no money is held that anybody would be asked about.</param>
    internal void Bears(Money delivery, Money fees, Money merchantDelivery, DateTime dueAtUtc, DateTime stopAtUtc)
    {
        (Delivery, Fees, MerchantDelivery, DueAtUtc) = (delivery, fees, merchantDelivery, dueAtUtc);
        StopAtUtc = Paid.Total.IsZero ? null : stopAtUtc;
    }

    internal void CountsAsReceived(DateTime atUtc)
    {
        if (MoneyIn == HoldState.Held) DueAtUtc = atUtc;
    }

    internal void CaseOpened(DateTime nowUtc)
    {
        if (Hold is HoldState.Disputed or HoldState.Refunded) throw new InvalidOperationException($"A line that is {Hold} has no case to open.");
        (DisputedFrom, Hold, DueAtUtc) = (Hold, HoldState.Disputed, DueAtUtc ?? nowUtc);
    }

    internal void CaseClosed()
    {
        if (DisputedFrom is not { } from) throw new InvalidOperationException("A line without a case has none to close.");
        // A person was asked while the case kept it; now the hard stop looks at it once more.
        if (from == HoldState.Held) StopAtUtc ??= StoppedAtUtc;
        (Hold, DisputedFrom, StoppedAtUtc) = (from, null, null);
        if (Hold == HoldState.Payable) DueAtUtc = null;
        CloseIfNothingLeft();
    }

    /// <param name="reserveDays">None: it goes to the merchant's balance at once.</param>
    internal void Released(int reserveDays, DateTime nowUtc)
    {
        if (Hold != HoldState.Held) throw new InvalidOperationException($"A line that is {Hold} is not released.");
        (ReserveDays, StoppedAtUtc) = (reserveDays, null);
        // A reserve ends before the hard stop, unless a case keeps it.
        if (reserveDays == 0) StopAtUtc = null;
        (Hold, DueAtUtc) = reserveDays > 0 ? (HoldState.Reserved, nowUtc.AddDays(reserveDays)) : (HoldState.Payable, (DateTime?)null);
    }

    internal void ReserveOver()
    {
        if (Hold != HoldState.Reserved) throw new InvalidOperationException($"A line that is {Hold} is in no reserve.");
        (Hold, DueAtUtc, StopAtUtc) = (HoldState.Payable, null, null);
    }

    internal void StopsAt(DateTime? atUtc) => StopAtUtc = atUtc;

    /// <summary>No money ever came for it.</summary>
    internal void NeverPaid() => (Hold, DueAtUtc, StopAtUtc) = (HoldState.AwaitingPayment, null, null);

    internal void GivenToAPerson(DateTime nowUtc) => (StopAtUtc, StoppedAtUtc) = (null, nowUtc);

    internal void GivenBack(LineParts parts)
    {
        var left = Left - parts;
        if (new[] { left.Goods, left.Delivery, left.Duty, left.Tax, left.Fees }.Any(p => p.IsNegative)) throw new InvalidOperationException("A refund exceeds the line.");
        RefundedGoodsMinor += parts.Goods.Minor;
        RefundedDeliveryMinor += parts.Delivery.Minor;
        RefundedDutyMinor += parts.Duty.Minor;
        RefundedTaxMinor += parts.Tax.Minor;
        RefundedFeesMinor += parts.Fees.Minor;
        RefundedMinor += parts.Total.Minor;
        if (Hold != HoldState.Disputed) CloseIfNothingLeft();
    }

    internal void WillNotSend(int units)
    {
        if (units < 1 || CancelledUnits + units > Quantity) throw new InvalidOperationException("More units are cancelled than were bought.");
        CancelledUnits += units;
    }

    private void CloseIfNothingLeft()
    {
        if (RefundedMinor > 0 && Refundable.IsZero) (Hold, DueAtUtc, StopAtUtc, StoppedAtUtc) = (HoldState.Refunded, null, null, null);
    }

    private Money In(long minor) => new(minor, LineTotal.Currency);
}

internal sealed record OrderLineFacts
{
    public required ListingId Listing { get; init; }

    public required VariantId Variant { get; init; }

    public required string Slug { get; init; }

    public required string Sku { get; init; }

    public required string Title { get; init; }

    public string? Options { get; init; }

    public string? PictureUrl { get; init; }

    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    public required Money LineTotal { get; init; }

    public long DiscountMinor { get; init; }

    public long MerchantDiscountMinor { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money MerchantUnitPrice { get; init; }

    public required PartsPerMillion Fee { get; init; }

    public required HsCode HsCode { get; init; }

    public BatteryContent Battery { get; init; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];

    public required Country Origin { get; init; }

    public required string CustomsDescription { get; init; }

    public string? LocalName { get; init; }

    public required Weight UnitWeight { get; init; }

    public required Dimensions UnitSize { get; init; }
}
