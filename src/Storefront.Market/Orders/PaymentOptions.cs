namespace Storefront.Orders;

public sealed class PaymentOptions
{
    /// <summary>The site's own address, without a trailing slash, from configuration and never from a request header.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>How long stock stays reserved for an unpaid order.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromMinutes(30);
}
