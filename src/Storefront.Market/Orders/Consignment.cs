using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>One merchant's part of an order: what customs calls a consignment, sent in one parcel or in several. Its money is
/// held, released and refunded per line; the totals here are the sums, for lists.</summary>
public sealed class Consignment
{
    /// <summary>A delivered consignment that nobody confirms or disputes counts as received after this many days.</summary>
    public const int ConfirmDaysAfterDelivery = 14;

    /// <summary>One that no carrier has scanned as delivered and nobody has claimed counts as received this long after the promised day, when
    /// the time to say that nothing came is over. Source of both: docs/decisions/0008-disputes.md, checked 2026-11-22.</summary>
    public const int ConfirmDaysAfterPromise = 30;

    /// <summary>Days after <see cref="DispatchByUtc"/> until which a merchant may still send: then the buyer may cancel although a label was bought.</summary>
    public const int BuyerMayCancelDays = 3;

    /// <summary>Days after <see cref="DispatchByUtc"/> until what was not sent is cancelled by itself. Source of both: docs/decisions/0008-disputes.md, checked 2026-12-01.</summary>
    public const int CancelledDays = BuyerMayCancelDays + 7;

    private readonly List<OrderLine> lines = [];

    private Consignment()
    {
    }

    public ConsignmentId Id { get; private set; }

    public OrderId Order { get; private set; }

    public MerchantId Merchant { get; private set; }

    public string MerchantName { get; private set; } = "";

    public Country ShipsFrom { get; private set; }

    /// <summary>The delivery method that the buyer chose: a key of the delivery tariffs, or of <see cref="Card"/>.</summary>
    public string DeliveryMethod { get; private set; } = "";

    /// <summary>The merchant's rate card by which the buyer paid for delivery, as it was; null for the platform's own tariff.</summary>
    public BuyerCard? Card { get; private set; }

    /// <summary>The pickup point that the buyer chose, as its carrier described it then; null for a delivery to the buyer's own address.</summary>
    public PickupPoint? Point { get; private set; }

    /// <summary>In the charge currency, as accepted; the parts sum to <see cref="Total"/>.</summary>
    public Money Goods { get; private set; }

    /// <summary>The merchant's code that lowered <see cref="Goods"/>; null for none.</summary>
    public string? DiscountCode { get; private set; }

    /// <summary>What it took off, in minor units of the charge currency.</summary>
    public long DiscountMinor { get; private set; }

    public Money Discount => new(DiscountMinor, Goods.Currency);

    public Money Delivery { get; private set; }

    public Money Duty { get; private set; }

    public Money Tax { get; private set; }

    public Money Fees { get; private set; }

    public Money Total { get; private set; }

    /// <summary>Goods at the merchant's own prices, in its currency, less its code's discount.</summary>
    public Money MerchantGoods { get; private set; }

    /// <summary>The buyer's delivery charge in the merchant's currency at the frozen rate.</summary>
    public Money MerchantDelivery { get; private set; }

    /// <summary>Tax on the commission as a share of it, frozen in the order.</summary>
    public PartsPerMillion FeeTax { get; private set; }

    /// <summary>Whose tax that is; null where none is charged.</summary>
    public Country? FeeTaxCountry { get; private set; }

    public OrderTerms Terms { get; private set; } = null!;

    public ConsignmentStatus Status { get; private set; }

    /// <summary>Refunded so far in minor units of the charge currency.</summary>
    public long RefundedMinor { get; private set; }

    public DateTime DispatchByUtc { get; private set; }

    /// <summary>The latest delivery promise, fixed at purchase.</summary>
    public DateTime PromisedByUtc { get; private set; }

    public DateTime? PromisedFromUtc { get; private set; }

    /// <summary>When the first of its parcels left; null before. What is left to be sent keeps it among the orders to pack, by its deadline.</summary>
    public DateTime? FirstSentAtUtc { get; private set; }

    /// <summary>When the last of it left.</summary>
    public DateTime? HandedOverAtUtc { get; private set; }

    /// <summary>When the first of its parcels arrived, so far as more than one is known of; null before. From then on a buyer may complain of what came.</summary>
    public DateTime? FirstArrivedAtUtc { get; private set; }

    /// <summary>When the last of it arrived.</summary>
    public DateTime? DeliveredAtUtc { get; private set; }

    /// <summary>From when the buyer's times after delivery run: from the last parcel, so while one is still to come from now at the earliest; null while nothing came. Who confirms receipt before
    /// the carrier's scan has it from that moment.</summary>
    public DateTime? InHandSince(DateTime nowUtc) => DeliveredAtUtc ?? ReleasedAtUtc ?? (FirstArrivedAtUtc is null ? null : nowUtc);

    /// <summary>What keeps its parcel from arriving; null while nothing does.</summary>
    public ParcelTrouble? Trouble { get; private set; }

    /// <summary>Since when a claim of non-receipt is open because of the parcel's trouble, however it went on; null when it never was.</summary>
    public DateTime? TroubledAtUtc { get; private set; }

    public DateTime? ReleasedAtUtc { get; private set; }

    /// <summary>When its merchant's part was over: received, or refunded after it was sent or claimed. Counts for the merchant's standing.</summary>
    public DateTime? SettledAtUtc { get; private set; }

    /// <summary>A case was opened about it at some time, however it ended.</summary>
    public bool WasDisputed { get; private set; }

    /// <summary>An open case keeps the money of at least one line where it is.</summary>
    public bool InDispute { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<OrderLine> Lines => lines;

    public Money Refundable => new(Total.Minor - RefundedMinor, Total.Currency);

    /// <summary>All that is to be sent has left.</summary>
    public bool IsShipped => HandedOverAtUtc is not null;

    /// <summary>Something of it has left, and the rest has not.</summary>
    public bool IsPartlySent => FirstSentAtUtc is not null && Status is ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought;

    public bool HasLeft => FirstSentAtUtc is not null || IsShipped;

    /// <summary>Its merchant has not sent it in the time that was promised and in what is allowed beyond.</summary>
    public bool IsOverdue(DateTime nowUtc) => !HasLeft && nowUtc >= DispatchByUtc.AddDays(BuyerMayCancelDays);

    /// <summary>The buyer may cancel it; its carrier, where a label was bought, has the last word.</summary>
    public bool MayBeCancelled(DateTime nowUtc) => !HasLeft && (Status == ConsignmentStatus.ToPack || (Status == ConsignmentStatus.LabelBought && IsOverdue(nowUtc)));

    /// <summary>What stands on the parcel: the buyer's address, or with a pickup point the buyer's name and the point's street.</summary>
    public PostalAddress DeliverTo(PostalAddress buyer) => Point?.For(buyer) ?? buyer;

    /// <summary>When it counts as received without a word from the buyer; null while that time does not run.</summary>
    public DateTime? CountsAsReceivedAtUtc => Status switch
    {
        ConsignmentStatus.Delivered => DeliveredAtUtc?.AddDays(ConfirmDaysAfterDelivery),
        // Silence about a parcel that was lost or went back is no receipt.
        ConsignmentStatus.HandedOver when Trouble is not { } trouble || !trouble.WillNotArrive() => PromisedByUtc.AddDays(ConfirmDaysAfterPromise),
        _ => null,
    };

    /// <summary>An amount of the charge currency in the merchant's, half a minor unit up: by the price of the goods in both, as the accepted quote has it, and of delivery where the goods are free.</summary>
    public Money InMerchantCurrency(Money amount)
    {
        if (MerchantGoods.Currency == amount.Currency) return amount;
        var (theirs, ours) = Goods.IsPositive ? (MerchantGoods, Goods) : (MerchantDelivery, Delivery);
        return ours.IsZero ? Money.Zero(MerchantGoods.Currency) : theirs.Proportion(amount.Minor, ours.Minor, Rounding.HalfUp);
    }

    internal static Consignment Of(OrderId order, ConsignmentFacts facts, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<ConsignmentId>(), Order = order, Merchant = facts.Merchant, MerchantName = facts.MerchantName, ShipsFrom = facts.ShipsFrom,
        DeliveryMethod = facts.DeliveryMethod, Card = facts.Card, Point = facts.Point, Goods = facts.Goods, DiscountCode = facts.DiscountCode, DiscountMinor = facts.DiscountMinor, Delivery = facts.Delivery, Duty = facts.Duty, Tax = facts.Tax, Fees = facts.Fees,
        Total = facts.Goods + facts.Delivery + facts.Duty + facts.Tax + facts.Fees, MerchantGoods = facts.MerchantGoods,
        MerchantDelivery = facts.MerchantDelivery, FeeTax = facts.FeeTax, FeeTaxCountry = facts.FeeTaxCountry, Terms = facts.Terms, Status = ConsignmentStatus.AwaitingPayment,
        DispatchByUtc = nowUtc.AddDays(facts.HandlingDays), PromisedFromUtc = nowUtc.AddDays(facts.HandlingDays + facts.DaysMin),
        PromisedByUtc = nowUtc.AddDays(facts.HandlingDays + facts.DaysMax),
    };

    /// <summary>Takes the lines in, and divides delivery and fees over them by line total with the largest remainder, evenly where all lines are free.</summary>
    internal void Add(IReadOnlyList<OrderLine> all, DateTime nowUtc, int longestHoldDays)
    {
        lines.AddRange(all);
        var weights = all.Select(l => l.LineTotal.Minor).ToList();
        if (weights.TrueForAll(w => w == 0)) weights = weights.ConvertAll(_ => 1L);
        var (delivery, fees, merchantDelivery) = (Delivery.Split(weights), Fees.Split(weights), MerchantDelivery.Split(weights));
        for (var i = 0; i < all.Count; i++) all[i].Bears(delivery[i], fees[i], merchantDelivery[i], PromisedByUtc.AddDays(ConfirmDaysAfterPromise), nowUtc.AddDays(longestHoldDays));
    }

    /// <summary>Its parcel got into trouble, or out of it.</summary>
    internal void Meets(ParcelTrouble? trouble, DateTime nowUtc)
    {
        Trouble = trouble;
        if (trouble is { } met && met.OpensClaim()) TroubledAtUtc ??= nowUtc;
        Version++;
    }

    /// <exception cref="InvalidOperationException">The move is not in the table.</exception>
    internal void Move(ConsignmentStatus to)
    {
        if (!Status.MayBecome(to)) throw new InvalidOperationException($"A consignment that is {Status} cannot become {to}.");
        Status = to;
        Version++;
    }

    /// <summary>Where its buyer lives or fetches parcels is personal data, and goes with the buyer's address; the country stays.</summary>
    internal void ForgetPlace()
    {
        Point = null;
        if (Terms.Place is { } place) Terms = Terms with { Place = new AcceptedPlace(place.Country, null) };
        Version++;
    }

    /// <summary>All of its money went back.</summary>
    internal void AllRefunded(DateTime nowUtc)
    {
        Move(ConsignmentStatus.Refunded);
        // What neither left nor was claimed says nothing about its merchant.
        if (HasLeft || WasDisputed) SettledAtUtc ??= nowUtc;
    }

    internal void Paid(DateTime nowUtc)
    {
        Move(ConsignmentStatus.ToPack);
        if (DispatchByUtc < nowUtc) DispatchByUtc = nowUtc;
    }

    /// <summary>Marks the row as changed, so that of two purchases at once only one is written.</summary>
    internal void LabelIsBeingBought() => Version++;

    /// <summary>A parcel of it left. Marks the row as changed, so that of two parcels at once each sees the other.</summary>
    internal void PartLeft(DateTime nowUtc)
    {
        FirstSentAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>Marks the row as changed, so that of two parcels' news at once each sees the other.</summary>
    internal void ParcelsMoved() => Version++;

    /// <summary>A parcel of it arrived, and others are still to come.</summary>
    internal void PartArrived(DateTime atUtc) => FirstArrivedAtUtc ??= atUtc;

    internal void HandedOver(DateTime nowUtc)
    {
        Move(ConsignmentStatus.HandedOver);
        (HandedOverAtUtc, FirstSentAtUtc) = (nowUtc, FirstSentAtUtc ?? nowUtc);
    }

    internal void Delivered(DateTime atUtc)
    {
        Move(ConsignmentStatus.Delivered);
        DeliveredAtUtc = atUtc;
        foreach (var line in lines) line.CountsAsReceived(atUtc.AddDays(ConfirmDaysAfterDelivery));
    }

    internal void Received(DateTime nowUtc)
    {
        Move(ConsignmentStatus.Received);
        ReleasedAtUtc = nowUtc;
        SettledAtUtc ??= nowUtc;
    }

    /// <summary>A case of the buyer keeps the money of these lines where it is, and counts for the merchant's standing.</summary>
    public void CaseOpened(IEnumerable<OrderLine> about, DateTime nowUtc)
    {
        Keep(about.Where(l => !l.InDispute), nowUtc);
        (InDispute, WasDisputed) = (true, true);
    }

    /// <summary>Keeps the money of these lines where it is, as while a bank doubts the payment.</summary>
    public void Keep(IEnumerable<OrderLine> about, DateTime nowUtc)
    {
        foreach (var line in about.ToList()) line.CaseOpened(nowUtc);
        InDispute = lines.Exists(l => l.InDispute);
        Version++;
    }

    public void CaseClosed(IEnumerable<OrderLine> about)
    {
        foreach (var line in about.ToList()) line.CaseClosed();
        InDispute = lines.Exists(l => l.InDispute);
        Version++;
    }

    /// <summary>Marks the row as changed, so that of two moves of a line's money at once only one is written.</summary>
    internal void MoneyMoved() => Version++;

    internal void Refunded(IEnumerable<LineRefund> refunds)
    {
        foreach (var (line, parts) in refunds)
        {
            line.GivenBack(parts);
            RefundedMinor += parts.Total.Minor;
        }

        if (RefundedMinor > Total.Minor) throw new InvalidOperationException("A refund exceeds the consignment.");
        Version++;
    }
}
