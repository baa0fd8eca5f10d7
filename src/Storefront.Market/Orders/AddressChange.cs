using Storefront.Shipping;

namespace Storefront.Orders;

public enum AddressChangeStatus
{
    /// <summary>The merchant asks; the buyer has not answered.</summary>
    Proposed,

    /// <summary>The order goes there, or went there until it was changed again.</summary>
    Accepted,
    Declined,

    /// <summary>Another came after it, or the label was bought before the answer.</summary>
    Overtaken,
}

/// <summary>A correction of an order's address: from what, to what, by whom. Personal data, which goes with the buyer's.</summary>
public sealed class AddressChange
{
    private AddressChange()
    {
    }

    public Guid Id { get; private set; }

    public OrderId Order { get; private set; }

    /// <summary>The consignment whose merchant proposed it; null for the buyer's own.</summary>
    public ConsignmentId? By { get; private set; }

    public PostalAddress From { get; private set; } = null!;

    public PostalAddress To { get; private set; } = null!;

    public AddressChangeStatus Status { get; private set; }

    public DateTime AtUtc { get; private set; }

    public DateTime? AnsweredAtUtc { get; private set; }

    public int Version { get; private set; }

    internal static AddressChange ByBuyer(Order order, PostalAddress to, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Order = order.Id, From = order.ShipTo, To = to, Status = AddressChangeStatus.Accepted, AtUtc = nowUtc, AnsweredAtUtc = nowUtc };

    internal static AddressChange Proposed(Order order, ConsignmentId by, PostalAddress to, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Order = order.Id, By = by, From = order.ShipTo, To = to, Status = AddressChangeStatus.Proposed, AtUtc = nowUtc };

    internal void Answered(AddressChangeStatus status, DateTime nowUtc)
    {
        if (Status != AddressChangeStatus.Proposed) throw new InvalidOperationException($"A change that is {Status} is answered already.");
        (Status, AnsweredAtUtc) = (status, nowUtc);
        Version++;
    }

    internal void Erase(string standIn)
    {
        (From, To) = (Erased(From, standIn), Erased(To, standIn));
        Version++;
    }

    internal static PostalAddress Erased(PostalAddress address, string standIn) => new() { Country = address.Country, Name = standIn, Street = standIn };
}
