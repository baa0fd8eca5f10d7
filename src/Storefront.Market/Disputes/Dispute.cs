using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>A buyer's claim on a consignment or on some of its lines: reason, ask, answers and decision. While it is open the money of those lines stays
/// where it is.</summary>
public sealed class Dispute
{
    /// <summary>Days that each side has to answer. Convention of large markets; see docs/decisions.</summary>
    public const int AnswerDays = 5;

    public const int DecisionDays = 7;

    /// <summary>From the decision, as eBay and Amazon give; see docs/decisions/0008-disputes.md, checked 2026-11-22.</summary>
    public const int AppealDays = 30;

    private static readonly TimeSpan LeastLeft = TimeSpan.FromDays(2);

    private Dispute()
    {
    }

    public DisputeId Id { get; private set; }

    public OrderId Order { get; private set; }

    public ConsignmentId Consignment { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The order lines that it is about; none for the whole consignment.</summary>
    public IReadOnlyList<Guid> Lines { get; private set; } = [];

    public DisputeReason Reason { get; private set; }

    /// <summary>What the buyer asks back, in the charge currency.</summary>
    public Money Ask { get; private set; }

    /// <summary>The merchant's standing offer in minor units of the ask's currency; 0 when it rejected or has not answered.</summary>
    public long OfferMinor { get; private set; }

    /// <summary>What was agreed or decided, in minor units of the ask's currency.</summary>
    public long DecidedMinor { get; private set; }

    public DisputeStatus Status { get; private set; }

    public DisputeOutcome? Outcome { get; private set; }

    /// <summary>The admin's reasons, shown to both sides.</summary>
    public string? DecisionReasons { get; private set; }

    public DateTime OpenedAtUtc { get; private set; }

    /// <summary>When silence decides; null once closed.</summary>
    public DateTime? DueAtUtc { get; private set; }

    public DateTime? ClosedAtUtc { get; private set; }

    /// <summary>Since when the buyer's bank decides instead of us: nothing is said or decided meanwhile, and no term runs out.</summary>
    public DateTime? FrozenAtUtc { get; private set; }

    /// <summary>The admin who decided first; null when the sides agreed, or silence decided.</summary>
    public UserId? DecidedBy { get; private set; }

    public DateTime? DecidedAtUtc { get; private set; }

    /// <summary>Who asked that the decision be looked at again; null when nobody did.</summary>
    public DisputeSide? AppealedBy { get; private set; }

    public DateTime? AppealedAtUtc { get; private set; }

    /// <summary>How the appeal ended; null before.</summary>
    public AppealOutcome? AppealOutcome { get; private set; }

    /// <summary>What the merchant was given back on appeal, in minor units of the ask's currency. The buyer keeps what it got: the market bears it.</summary>
    public long MadeGoodMinor { get; private set; }

    public int Version { get; private set; }

    public Money MadeGood => new(MadeGoodMinor, Ask.Currency);

    /// <summary>It is being looked at again.</summary>
    public bool IsAppeal => IsOpen && AppealedBy is not null;

    /// <summary>Until when the losing side may appeal, and once: 30 days from the decision. Null when nobody may: nobody decided, or it was appealed.</summary>
    public DateTime? AppealUntilUtc => Status == DisputeStatus.Closed && AppealedBy is null && DecidedAtUtc is { } at && Outcome is DisputeOutcome.RefundedFull or DisputeOutcome.RefundedPartial or DisputeOutcome.Rejected ? at.AddDays(AppealDays) : null;

    public Money Offer => new(OfferMinor, Ask.Currency);

    public Money Decided => new(DecidedMinor, Ask.Currency);

    public bool IsOpen => Status != DisputeStatus.Closed;

    public static Dispute Open(OrderId order, ConsignmentId consignment, MerchantId merchant, IReadOnlyList<Guid> lines, DisputeReason reason, Money ask, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<DisputeId>(), Order = order, Consignment = consignment, Merchant = merchant, Lines = lines, Reason = reason, Ask = ask,
        Status = DisputeStatus.AwaitingMerchant, OpenedAtUtc = nowUtc, DueAtUtc = nowUtc.AddDays(AnswerDays),
    };

    public bool IsAbout(OrderLine line) => Lines.Count == 0 || Lines.Contains(line.Id);

    /// <summary>What is left to give back of the lines that it is about, in the charge currency.</summary>
    public Money Refundable(Consignment consignment) => consignment.Lines.Where(IsAbout).Sum(l => l.Refundable, Ask.Currency);

    /// <summary>The merchant offers less than the ask, or nothing: a rejection.</summary>
    public void Answered(Money offer, DateTime nowUtc)
    {
        OfferMinor = offer.Minor;
        Move(DisputeStatus.AwaitingBuyer, nowUtc.AddDays(AnswerDays));
    }

    public void AskedAgain(Money ask, DateTime nowUtc)
    {
        Ask = ask;
        Move(DisputeStatus.AwaitingMerchant, nowUtc.AddDays(AnswerDays));
    }

    public void Escalated(DateTime nowUtc) => Move(DisputeStatus.UnderReview, nowUtc.AddDays(DecisionDays));

    /// <summary>An admin has decided; another looks at it again if a side asks for it.</summary>
    public void DecidedFirst(UserId by, DateTime nowUtc) => (DecidedBy, DecidedAtUtc) = (by, nowUtc);

    /// <summary>Whether the decision took from this side what it asked for or had: the buyer got less than its ask, or the merchant gave something.</summary>
    public bool Lost(DisputeSide side) => side switch
    {
        DisputeSide.Buyer => DecidedMinor < Ask.Minor,
        DisputeSide.Merchant => DecidedMinor > 0,
    };

    /// <summary>The losing side asks that the decision be looked at again. What was paid stays paid meanwhile.</summary>
    public void Appealed(DisputeSide by, DateTime nowUtc)
    {
        if (AppealUntilUtc is null || !Lost(by)) throw new InvalidOperationException("This decision is not appealed.");
        (AppealedBy, AppealedAtUtc, Outcome, ClosedAtUtc) = (by, nowUtc, null, null);
        Move(DisputeStatus.UnderReview, nowUtc.AddDays(DecisionDays));
    }

    /// <summary>The second look is over.</summary>
    /// <param name="more">What the buyer gets in addition.</param>
    /// <param name="madeGood">What the merchant is given back.</param>
    public void AppealEnded(AppealOutcome how, Money more, Money madeGood)
    {
        if (!IsAppeal) throw new InvalidOperationException("No appeal is open.");
        (AppealOutcome, DecidedMinor, MadeGoodMinor) = (how, DecidedMinor + more.Minor, madeGood.Minor);
        Version++;
    }

    /// <summary>Agreed between the sides, or decided by an admin: the money goes back next.</summary>
    public void RefundDue(Money amount, string? reasons)
    {
        (DecidedMinor, DecisionReasons) = (amount.Minor, reasons ?? DecisionReasons);
        Move(DisputeStatus.RefundPending, null);
    }

    public void Close(DisputeOutcome outcome, string? reasons, DateTime nowUtc)
    {
        (Outcome, DecisionReasons, ClosedAtUtc) = (outcome, reasons ?? DecisionReasons, nowUtc);
        Move(DisputeStatus.Closed, null);
    }

    public void Freeze(DateTime nowUtc)
    {
        FrozenAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>Goes on with the time that was left, at least two days.</summary>
    /// <param name="most">What there still is to give back: more is not asked or offered any more.</param>
    public void Thaw(Money most, DateTime nowUtc)
    {
        // What was asked before a decision stays as it was: an appeal is about the decision.
        if (!IsAppeal) (Ask, OfferMinor) = (Money.Min(Ask, most), Math.Min(OfferMinor, most.Minor));
        if (FrozenAtUtc is { } since && DueAtUtc is { } due) DueAtUtc = nowUtc + (due - since < LeastLeft ? LeastLeft : due - since);
        FrozenAtUtc = null;
        Version++;
    }

    private void Move(DisputeStatus to, DateTime? dueAtUtc)
    {
        if (!Status.MayBecome(to)) throw new InvalidOperationException($"A dispute that is {Status} cannot become {to}.");
        (Status, DueAtUtc) = (to, dueAtUtc);
        Version++;
    }
}
