using System.Text.Json;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Merchants;

namespace Storefront.FaultRunner;

/// <summary>What a process is started for: to finish what another process died of, then to begin one and die at a point of it.
/// Both walk the same way, since people who come back after an outage press the same buttons again.</summary>
/// <param name="Database"><c>sqlite</c> or <c>postgres</c>.</param>
internal sealed record Errand(string Database, string Connection, Leg? Recover, Leg? Begin)
{
    public static Errand Read(string json) => JsonSerializer.Deserialize<Errand>(json)!;

    public string Write() => JsonSerializer.Serialize(this);
}

/// <param name="Purchase">What a shopper and a merchant do; null for the other kind of leg.</param>
/// <param name="Settlement">What becomes of the money afterwards; null for the other kind of leg.</param>
/// <param name="KillAt">The name of the point at which the process dies; null for never.</param>
internal sealed record Leg(Purchase? Purchase, Settlement? Settlement, DateTimeOffset StartsAt, string? KillAt = null);

/// <summary>One shopper's purchase of two units from one merchant.</summary>
/// <param name="Attempt">The checkout attempt, which names the basket too.</param>
internal sealed record Purchase(Guid Attempt, VariantId Variant, UserId Merchant)
{
    public const int Units = 2;

    public BasketId Basket => new(Attempt);
}

/// <summary>The money of an order that three merchants have sent: released, paid out, and in part given back afterwards.</summary>
/// <param name="Shops">In the order in which their parcels are confirmed.</param>
/// <param name="Refund">The form of the refund, which is of the first merchant's line.</param>
/// <param name="BeginsAt">When its first process began.</param>
internal sealed record Settlement(string Order, IReadOnlyList<Shop> Shops, UserId Admin, Guid Refund, long RefundMinor, DateTimeOffset BeginsAt)
{
    /// <summary>What the first merchant's account at the provider holds still when its part is given back.</summary>
    public static readonly Money Left = new(10_00, new Currency("CNY"));

    /// <summary>Longer than any reserve.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromDays(31);

    /// <summary>Longer than a bank takes.</summary>
    public static readonly TimeSpan Arrival = TimeSpan.FromHours(25);

    /// <summary>From the beginning of one to that of the next.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(40);
}

internal sealed record Shop(MerchantId Merchant, UserId Member);
