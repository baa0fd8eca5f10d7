using System.Security.Claims;
using Storefront.Web.Account;

namespace Storefront.Web.Shop;

/// <summary>The shopper of a request.</summary>
public static class Buyer
{
    /// <summary>Null for a guest.</summary>
    public static UserId? Of(HttpContext context) => AccountHost.UserOf(context.User);

    /// <summary>The address that a signed-in shopper's mail goes to, or null.</summary>
    public static string? EmailOf(HttpContext context) => context.User.FindFirstValue(ClaimTypes.Email);
}
