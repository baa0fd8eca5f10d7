using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Web.Shop.Basket;

namespace Storefront.Web.Account;

/// <summary>What happens when somebody has shown who they are: a session, a browser that is known from now on, and one basket instead of two.</summary>
public sealed class Entrance(SignInManager<User> signIn, KnownBrowser browser, JoinBaskets baskets)
{
    /// <summary>A session in the place of this browser's own, which has just ended with all the others.</summary>
    public async Task EnterAgainAsync(HttpContext context, UserId user)
    {
        var shown = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var again = await signIn.UserManager.FindByIdAsync(user.Value.ToString()) ?? throw new InvalidOperationException("Nobody to sign in again.");
        await signIn.SignInWithClaimsAsync(again, shown.Properties?.IsPersistent ?? false, []);
    }

    public async Task EnterAsync(HttpContext context, User user, bool stay)
    {
        await signIn.SignInWithClaimsAsync(user, stay, []);
        browser.Remember(context, user.UserId);
        if (await baskets.RunAsync(BasketCookie.Read(context), user.UserId, context.RequestAborted) is { } basket) BasketCookie.Write(context, basket);
    }
}
