using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Storefront.Web.Hosting;

namespace Storefront.Web.Account;

/// <summary>Finds out who is signed in, on every page but those that are the same for everyone: browse pages and files neither pay for it nor
/// ever differ by it. Nor does what tells of an error: it is made while the database that knows everyone may be away.</summary>
public sealed class SignedIn(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<BrowsePageAttribute>() is null
            && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            && !ErrorPages.IsShown(context)
            && await PersonAsync(context, endpoint) is { } person)
        {
            context.User = person;
        }

        await next(context);
    }

    /// <summary>Where nothing depends on it, whoever cannot be recognised just now is nobody.</summary>
    private static async Task<ClaimsPrincipal?> PersonAsync(HttpContext context, Endpoint endpoint)
    {
        try
        {
            return (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        }
        catch (Exception e) when (SellingFaults.IsAway(e) && !SellingFaults.Guards(endpoint))
        {
            return null;
        }
    }
}
