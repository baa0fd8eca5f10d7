using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>Goods of one consignment that go back to their merchant. While it is open the money of their lines stays where it is.</summary>
/// <remarks>Terms: docs/decisions/0019-returns.md, checked 2026-11-30.</remarks>
public sealed class Return
{
    /// <summary>Days that the merchant has to answer; then the return is approved.</summary>
    public const int AnswerDays = 5;

    /// <summary>Days from the approval to hand the goods over; then the return is closed. As long as a consumer has by Directive 2011/83/EU, article 14(1).</summary>
    public const int SendDays = 14;

    /// <summary>Days from the receipt to look at the goods; then all of them count as accepted.</summary>
    public const int InspectDays = 5;

    /// <summary>A parcel on its way for longer stands first on the desks; no clock decides about it.</summary>
    public const int TransitDays = 45;

    public const int LongestNote = 2000;
    public const int LongestReason = 1000;
    public const int LongestReference = 120;

    private static readonly TimeSpan LeastLeft = TimeSpan.FromDays(2);

    private readonly List<ReturnLine> lines = [];

    private Return()
    {
    }

    public ReturnId Id { get; private set; }

    public OrderId Order { get; private set; }

    public ConsignmentId Consignment { get; private set; }

    public MerchantId Merchant { get; private set; }

    public ReturnReason Reason { get; private set; }

    /// <summary>The buyer's words; may be empty for a change of mind.</summary>
    public string Note { get; private set; } = "";

    public ReturnCarriage Carriage { get; private set; }

    public ReturnStatus Status { get; private set; }

    /// <summary>Why the merchant refused it or an admin closed it, for the buyer to read.</summary>
    public string? Answer { get; private set; }

    /// <summary>Where the goods go; known from the approval on.</summary>
    public PostalAddress? SendTo { get; private set; }

    /// <summary>By which people and bar codes call it, unique; null in returns of before 2026-12.</summary>
    public string? Number { get; private set; }

    /// <summary>File key of a label that the merchant got elsewhere; null where there is none.</summary>
    public string? LabelFile { get; private set; }

    /// <summary>As the buyer named it, or with a label the merchant.</summary>
    public string? Carrier { get; private set; }

    public string? TrackingNumber { get; private set; }

    /// <summary>What the buyer paid for the way back of goods that were not what was bought, in minor units of the charge currency, as it says; null when it asks for nothing.</summary>
    public long? PostageAskedMinor { get; private set; }

    /// <summary>File key of the picture of the receipt.</summary>
    public string? PostageReceipt { get; private set; }

    /// <summary>What of it is paid back; null while nobody has judged it.</summary>
    public long? PostageGrantedMinor { get; private set; }

    /// <summary>Why less is paid back than was asked for, for the buyer to read.</summary>
    public string? PostageAnswer { get; private set; }

    /// <summary>Since when the buyer is owed the postage; null before, and once it is paid.</summary>
    public DateTime? PostageOwedSinceUtc { get; private set; }

    public DateTime? PostagePaidAtUtc { get; private set; }

    /// <summary>Of the transfer with which the market paid it.</summary>
    public string? PostageReference { get; private set; }

    /// <summary>In the charge currency; nothing before the refund.</summary>
    public Money GivenBack { get; private set; }

    public DateTime RequestedAtUtc { get; private set; }

    public DateTime? ReceivedAtUtc { get; private set; }

    /// <summary>When silence decides; null once it is over.</summary>
    public DateTime? DueAtUtc { get; private set; }

    public DateTime? ClosedAtUtc { get; private set; }

    /// <summary>Since when the buyer's bank decides instead of us: nothing moves meanwhile.</summary>
    public DateTime? FrozenAtUtc { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ReturnLine> Lines => lines;

    public bool IsOpen => Status.IsOpen();

    /// <summary>In the charge currency.</summary>
    public Money PostageGranted => new(PostageGrantedMinor ?? 0, GivenBack.Currency);

    /// <param name="goods">Units per order line, more than none of each.</param>
    /// <param name="allReturns">The merchant pays for the way back whatever the reason.</param>
    public static Return Request(Consignment consignment, ReturnReason reason, string note, IReadOnlyList<(OrderLine Line, int Units)> goods, bool allReturns, DateTime nowUtc)
    {
        var made = new Return
        {
            Id = Storefront.Id.New<ReturnId>(), Order = consignment.Order, Consignment = consignment.Id, Merchant = consignment.Merchant, Reason = reason, Note = note,
            Number = ReturnNumber.New(),
            Carriage = ReturnTerms.Carriage(reason, allReturns), Status = ReturnStatus.Requested, GivenBack = Money.Zero(consignment.Total.Currency), RequestedAtUtc = nowUtc, DueAtUtc = nowUtc.AddDays(AnswerDays),
        };
        made.lines.AddRange(goods.Select(g => ReturnLine.Of(made.Id, g.Line.Id, g.Units)));
        return made;
    }

    public bool IsAbout(OrderLine line) => lines.Exists(l => l.OrderLine == line.Id);

    public void Approved(PostalAddress sendTo, DateTime nowUtc)
    {
        SendTo = sendTo;
        Move(ReturnStatus.Approved, nowUtc.AddDays(SendDays));
    }

    /// <summary>A label that the merchant got elsewhere, a number under which the parcel is expected, or both.</summary>
    public void Labelled(string? file, string carrier, string? trackingNumber)
    {
        if (Status != ReturnStatus.Approved) throw new InvalidOperationException($"A return that is {Status} needs no label.");
        (LabelFile, Carrier, TrackingNumber) = (file, carrier, trackingNumber);
        Version++;
    }

    public void PostageAsked(Money amount, string receipt)
    {
        (PostageAskedMinor, PostageReceipt) = (amount.Minor, receipt);
        Version++;
    }

    /// <param name="answer">Why it is less than was asked for; null when it is all of it.</param>
    public void PostageJudged(Money granted, string? answer) => (PostageGrantedMinor, PostageAnswer) = (granted.Minor, answer);

    public void PostageOwed(DateTime nowUtc) => PostageOwedSinceUtc = nowUtc;

    public void PostagePaid(string reference, DateTime nowUtc)
    {
        (PostageOwedSinceUtc, PostagePaidAtUtc, PostageReference) = (null, nowUtc, reference);
        Version++;
    }

    /// <summary>Marks the row as changed, so that of two purchases at once only one is written.</summary>
    public void LabelIsBeingBought() => Version++;

    public void Refused(string answer, DateTime nowUtc)
    {
        (Answer, ClosedAtUtc) = (answer, nowUtc);
        Move(ReturnStatus.Refused, null);
    }

    public void Sent(string carrier, string trackingNumber, DateTime nowUtc)
    {
        (Carrier, TrackingNumber) = (carrier, trackingNumber);
        Move(ReturnStatus.OnTheWay, nowUtc.AddDays(TransitDays));
    }

    public void Received(DateTime nowUtc)
    {
        ReceivedAtUtc = nowUtc;
        Move(ReturnStatus.Received, nowUtc.AddDays(InspectDays));
    }

    public void Inspected() => Move(ReturnStatus.Inspected, null);

    public void Refunded(Money amount, DateTime nowUtc)
    {
        (GivenBack, ClosedAtUtc) = (amount, nowUtc);
        Move(ReturnStatus.Refunded, null);
    }

    public void Closed(string? answer, DateTime nowUtc)
    {
        (Answer, ClosedAtUtc) = (answer ?? Answer, nowUtc);
        Move(ReturnStatus.Closed, null);
    }

    public void Freeze(DateTime nowUtc)
    {
        FrozenAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>Goes on with the time that was left, at least two days.</summary>
    public void Thaw(DateTime nowUtc)
    {
        if (FrozenAtUtc is { } since && DueAtUtc is { } due) DueAtUtc = nowUtc + (due - since < LeastLeft ? LeastLeft : due - since);
        FrozenAtUtc = null;
        Version++;
    }

    private void Move(ReturnStatus to, DateTime? dueAtUtc)
    {
        if (!Status.MayBecome(to)) throw new InvalidOperationException($"A return that is {Status} cannot become {to}.");
        (Status, DueAtUtc) = (to, dueAtUtc);
        Version++;
    }
}
