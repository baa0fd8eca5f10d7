using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts;

namespace Storefront.Web.Account;

/// <summary>Asks again and again whether the person of an open office page is still signed in: a session that was ended, by its owner or by a new
/// password, ends there too.</summary>
public sealed class CircuitSession(ILoggerFactory logs, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<SignInManager<User>>();
        return await users.ValidateSecurityStampAsync(authenticationState.User) is not null;
    }
}
