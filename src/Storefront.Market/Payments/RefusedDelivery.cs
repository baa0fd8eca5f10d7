namespace Storefront.Payments;

/// <summary>How many deliveries to a provider's address were refused on a day, because no secret of ours fits their signature. Of what they said nothing is kept.</summary>
public sealed class RefusedDelivery
{
    private RefusedDelivery()
    {
    }

    public string Provider { get; private set; } = "";

    public DateOnly Day { get; private set; }

    public long Count { get; private set; }

    public static RefusedDelivery Of(string provider, DateOnly day, long count) => new() { Provider = provider, Day = day, Count = count };
}
