using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts;

namespace Storefront.Web.Account;

/// <summary>What a cookie says of its person: who, by which stamp, in which session. Not what they may do: that is looked up when they do it.</summary>
public sealed class MarketPerson : IUserClaimsPrincipalFactory<User>
{
    public const string Session = "session";

    private const string Stamp = "AspNet.Identity.SecurityStamp";

    public Task<ClaimsPrincipal> CreateAsync(User user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ClaimTypes.Name, user.Email!),
            new Claim(ClaimTypes.Email, user.Email!),
            new Claim(Stamp, user.SecurityStamp!),
        ],
        IdentityConstants.ApplicationScheme)));

    public static Guid? SessionOf(ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(Session), out var id) ? id : null;

    /// <summary>A cookie that is renewed stays in its session.</summary>
    public static Task KeepSessionAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(Session) is { } session) (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(session.Clone());
        return Task.CompletedTask;
    }
}
