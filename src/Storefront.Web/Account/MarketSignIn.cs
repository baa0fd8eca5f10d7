using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Storefront.Accounts;

namespace Storefront.Web.Account;

/// <summary>Identity's signing in and out, with a session of our own for each browser.</summary>
public sealed class MarketSignIn(
    UserManager<User> users,
    IHttpContextAccessor contexts,
    IUserClaimsPrincipalFactory<User> persons,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    Sessions sessions) : SignInManager<User>(users, contexts, persons, options, log, schemes, confirmation)
{
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = await sessions.BeginAsync(user.UserId, Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(new Claim(MarketPerson.Session, session.ToString("N"))));
    }

    public override async Task SignOutAsync()
    {
        if (AccountHost.UserOf(Context.User) is { } user && MarketPerson.SessionOf(Context.User) is { } session) await sessions.EndAsync(user, session, Context.RequestAborted);
        await base.SignOutAsync();
    }

    /// <summary>Null when the account's stamp has changed or the session was ended.</summary>
    public override async Task<User?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (principal is null || AccountHost.UserOf(principal) is not { } user || MarketPerson.SessionOf(principal) is not { } session) return null;
        return await sessions.IsOpenAsync(user, session, default) ? await base.ValidateSecurityStampAsync(principal) : null;
    }
}
