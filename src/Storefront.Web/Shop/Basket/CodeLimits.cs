using System.Threading.RateLimiting;
using Storefront.Web.Account;

namespace Storefront.Web.Shop.Basket;

/// <summary>Slows down the guessing of discount codes. The counts are this node's own.</summary>
public static class CodeLimits
{
    /// <summary>The policy of the form, by network address.</summary>
    public const string Entries = "discount-codes";

    /// <summary>More than a person types, enough for an office behind one address.</summary>
    private const int PerMinute = 30;

    public static RateLimitPartition<string> ByNetworkAddress(HttpContext context) => RateLimitPartition.GetSlidingWindowLimiter(
        AccountLimits.Network(context.Connection.RemoteIpAddress),
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 });
}
