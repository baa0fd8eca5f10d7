using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts;

namespace Storefront.Web.Account;

/// <summary>Between the password and the code: a cookie of ten minutes says who has shown the password, and opens nothing else.</summary>
public static class SecondStep
{
    private const string Stay = "stay";
    private const string Stamp = "stamp";

    public static Task AskAsync(HttpContext context, User user, bool stay) => context.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(Stamp, user.SecurityStamp!), new Claim(Stay, stay ? "yes" : "no")],
            IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>Null when nobody has shown a password in this browser lately.</summary>
    public static async Task<AskedPerson?> WhoAsync(HttpContext context)
    {
        var shown = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return shown.Principal is { } person && AccountHost.UserOf(person) is { } user
            ? new AskedPerson(user, person.FindFirstValue(Stamp) ?? "", person.HasClaim(Stay, "yes"))
            : null;
    }

    public static Task ForgetAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}

/// <param name="Stamp">The account's stamp when the password was shown; a new password in between ends the step.</param>
public sealed record AskedPerson(UserId User, string Stamp, bool Stay);
