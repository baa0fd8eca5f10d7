namespace Storefront.Orders;

public static class BatchRefusals
{
    /// <summary>More orders than one batch takes. Argument: <c>most</c>.</summary>
    public static Refusal TooMany(int most) => new Refusal("shipping.batch-too-many").With("most", most);

    /// <summary>No carrier takes the parcel.</summary>
    public static readonly Refusal NoOffer = new("shipping.no-offer");
}
