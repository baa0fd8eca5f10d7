using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Storefront.Web.Account;

namespace Storefront.Web.Shop.Checkout;

public sealed class CheckoutOptions
{
    /// <summary>Searches for pickup points that one network address may make in a minute: more than a person types, enough for an office behind one address.</summary>
    public int PointSearchesPerMinute { get; set; } = 30;
}

/// <summary>Each search for pickup points asks carriers with a merchant's own credentials: nobody may use them up. The counts are this node's own.</summary>
public static class PointLimits
{
    /// <summary>The policy of the page, by network address.</summary>
    public const string Searches = "pickup-points";

    public static RateLimitPartition<string> ByNetworkAddress(HttpContext context)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<CheckoutOptions>>().Value.PointSearchesPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter(AccountLimits.Network(context.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });
    }
}
