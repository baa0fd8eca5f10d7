using System.Text.Json;
using Storefront.Catalog;
using Storefront.Checkout;

namespace Storefront.FaultRunner;

/// <summary>What a process is started for: to finish the purchase that another process died of, then to make one and die at a point of it.
/// Both walk the same way, since a shopper and a merchant who come back after an outage press the same buttons again.</summary>
/// <param name="Database"><c>sqlite</c> or <c>postgres</c>.</param>
internal sealed record Errand(string Database, string Connection, Leg? Recover, Leg? Buy)
{
    public static Errand Read(string json) => JsonSerializer.Deserialize<Errand>(json)!;

    public string Write() => JsonSerializer.Serialize(this);
}

/// <param name="KillAt">The point at which the process dies, counted from 1; 0 for never.</param>
internal sealed record Leg(Purchase Purchase, DateTimeOffset StartsAt, int KillAt = 0);

/// <summary>One shopper's purchase of two units from one merchant.</summary>
/// <param name="Attempt">The checkout attempt, which names the basket too.</param>
internal sealed record Purchase(Guid Attempt, VariantId Variant, UserId Merchant)
{
    public const int Units = 2;

    public BasketId Basket => new(Attempt);
}
