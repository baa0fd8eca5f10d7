using System.Security.Cryptography;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a buyer bought in one go, from one or more merchants, charged once in the buyer's currency.</summary>
public sealed class Order
{
    private readonly List<Consignment> consignments = [];

    private Order()
    {
    }

    public OrderId Id { get; private set; }

    /// <summary>What people read and write: twelve letters and digits without look-alikes.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The checkout attempt that it came from; unique, so that one attempt gives one order.</summary>
    public Guid Attempt { get; private set; }

    /// <summary>Null for a guest.</summary>
    public UserId? User { get; private set; }

    public string Email { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public PostalAddress ShipTo { get; private set; } = null!;

    public Country Destination => ShipTo.Country;

    /// <summary>What the packing slip of a gift says, see <see cref="GiftWish"/>; empty for a gift without a word, null for what is none.</summary>
    public string? Gift { get; private set; }

    public Money Total { get; private set; }

    public OrderStatus Status { get; private set; }

    /// <summary>The secret of the guest's signed link: 128 random bits.</summary>
    public string AccessKey { get; private set; } = "";

    public DateTime PlacedAtUtc { get; private set; }

    public DateTime? PaidAtUtc { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Consignment> Consignments => consignments;

    /// <summary>Something of it is to be paid, delivered, released or decided. Its consignments must be loaded.</summary>
    internal bool IsUnderWay => Status is OrderStatus.AwaitingPayment or OrderStatus.PaymentProcessing
        || (Status == OrderStatus.Paid && consignments.Exists(c => c.InDispute
            || !(c.Status is ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded || (c.Status == ConsignmentStatus.Received && c.ReleasedAtUtc is not null))));

    public static Order Place(Guid attempt, UserId? user, string email, string language, PostalAddress shipTo, string? gift, Currency currency, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<OrderId>(), Number = OrderNumber.New(), Attempt = attempt, User = user, Email = email, Language = language, ShipTo = shipTo, Gift = gift,
        Total = Money.Zero(currency), Status = OrderStatus.AwaitingPayment, PlacedAtUtc = nowUtc,
        AccessKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
    };

    public void Add(Consignment consignment)
    {
        consignments.Add(consignment);
        Total += consignment.Total;
    }

    public bool Paid(DateTime nowUtc)
    {
        if (Status is not (OrderStatus.AwaitingPayment or OrderStatus.PaymentProcessing)) return false;
        (Status, PaidAtUtc) = (OrderStatus.Paid, nowUtc);
        foreach (var consignment in consignments) consignment.Paid(nowUtc);
        Version++;
        return true;
    }

    public bool PaymentProcessing()
    {
        if (Status != OrderStatus.AwaitingPayment) return false;
        Status = OrderStatus.PaymentProcessing;
        Version++;
        return true;
    }

    public bool Abandon()
    {
        if (Status is not (OrderStatus.AwaitingPayment or OrderStatus.PaymentProcessing)) return false;
        Status = OrderStatus.Abandoned;
        foreach (var consignment in consignments) consignment.Move(ConsignmentStatus.Abandoned);
        Version++;
        return true;
    }

    /// <summary>Closes the order when nothing of it is left to deliver.</summary>
    public void CloseIfAllCancelled()
    {
        if (consignments.TrueForAll(c => c.Status is ConsignmentStatus.Cancelled)) Status = OrderStatus.Cancelled;
        Version++;
    }

    /// <summary>It goes somewhere else in the same country.</summary>
    internal void Readdress(PostalAddress to)
    {
        if (to.Country != ShipTo.Country) throw new InvalidOperationException("An order does not change its country.");
        ShipTo = to;
        Version++;
    }

    /// <summary>Its buyer's account is gone: nothing ties it to that any more. The address and the mail address stay until it is over, since it is still to arrive; who has its link opens it as a guest does.</summary>
    public void Leave()
    {
        User = null;
        Version++;
    }

    /// <summary>Takes the personal data out; the figures stay for the books.</summary>
    public void Erase(string standIn)
    {
        (User, Email) = (null, standIn);
        ShipTo = AddressChange.Erased(ShipTo, standIn);
        Gift = Gift is null ? null : "";
        AccessKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        foreach (var consignment in consignments) consignment.ForgetPlace();
        Version++;
    }
}

/// <summary>Order numbers: random, so that nobody counts the market's orders, and short enough to read out.</summary>
public static class OrderNumber
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Letters, 12);
}
