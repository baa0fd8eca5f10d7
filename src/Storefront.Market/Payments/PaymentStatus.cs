namespace Storefront.Payments;

public enum PaymentStatus
{
    /// <summary>Written down; the provider may or may not know of it yet.</summary>
    Pending,

    /// <summary>The shopper is at the provider's page.</summary>
    AtProvider,

    /// <summary>A delayed method: the provider will say later.</summary>
    Processing,
    Captured,
    Failed,

    /// <summary>Nothing came within its time.</summary>
    Expired,
}
