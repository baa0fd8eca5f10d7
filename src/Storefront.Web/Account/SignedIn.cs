using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Storefront.Web.Hosting;

namespace Storefront.Web.Account;

/// <summary>Finds out who is signed in, on every page but those that are the same for everyone: browse pages and files neither pay for it nor
/// ever differ by it.</summary>
public sealed class SignedIn(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata is { } endpoint
            && endpoint.GetMetadata<BrowsePageAttribute>() is null
            && endpoint.GetMetadata<StaticAssetDescriptor>() is null
            && await context.AuthenticateAsync(IdentityConstants.ApplicationScheme) is { Principal: { } person })
        {
            context.User = person;
        }

        await next(context);
    }
}
