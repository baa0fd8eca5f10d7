namespace Storefront.Orders;

public sealed class PaymentOptions
{
    /// <summary>How long stock stays reserved for an unpaid order.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromMinutes(30);
}
