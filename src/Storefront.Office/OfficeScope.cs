using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;

namespace Storefront.Office;

/// <summary>Runs one action of an open page in a scope of its own, as the signed-in person: operations get a fresh context each time,
/// although the circuit lives for hours.</summary>
public sealed class OfficeScope(IServiceScopeFactory scopes, AuthenticationStateProvider signedIn)
{
    public async Task<TResult> RunAsync<TService, TResult>(Func<TService, Actor, Task<TResult>> act)
        where TService : notnull
    {
        var state = await signedIn.GetAuthenticationStateAsync();
        var actor = ActorOf(state.User) ?? throw new InvalidOperationException("An office page runs without a signed-in person.");
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>(), actor);
    }

    /// <summary>The person whom a sign-in names; null for nobody.</summary>
    public static Actor? ActorOf(ClaimsPrincipal person) =>
        person.Identity is { IsAuthenticated: true } && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Actor(new UserId(id)) : null;
}
