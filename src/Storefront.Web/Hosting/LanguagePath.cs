using Microsoft.AspNetCore.Components.Endpoints;
using Storefront.Languages;

namespace Storefront.Web.Hosting;

/// <summary>Takes the language off the front of the path before routing, so that every route serves every language. A region or script of one, such as
/// <c>/zh-CN</c>, leads to the language that the shop speaks.</summary>
public sealed class LanguagePath(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "/";
        var end = path.IndexOf('/', 1);
        var segment = path.Length < 2 ? "" : end < 0 ? path[1..] : path[1..end];
        if (segment.Length is >= 2 and <= 8 && Language.TryFind(segment, out var language))
        {
            context.Features.Set(new Spoken(language));
            request.PathBase = request.PathBase.Add("/" + language.Tag);
            request.Path = end < 0 ? "/" : path[end..];
        }
        else if (HttpMethods.IsGet(request.Method) && Language.Nearest(segment) is { } nearest)
        {
            context.Response.Redirect(request.PathBase.Add("/" + nearest.Tag).Add(end < 0 ? "" : new PathString(path[end..])).ToUriComponent() + request.QueryString.ToUriComponent());
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <summary>The language that the path names, or null.</summary>
    public static Language? LanguageOf(HttpContext context) => context.Features.Get<Spoken>()?.Language;

    private sealed record Spoken(Language Language);
}

/// <summary>Sends a page that was asked for without a language, such as <c>/</c>, to the visitor's. Never away from a language that was asked for.</summary>
public sealed class LanguageRedirect(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (LanguagePath.LanguageOf(context) is not null
            || !HttpMethods.IsGet(context.Request.Method)
            || ErrorPages.IsShown(context)
            || context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>() is not { Type: var root }
            || root != typeof(ShopApp))
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        headers.Vary = "Accept-Language, Cookie";
        headers.CacheControl = "private, no-cache";
        headers.Location = Visitor.Of(context).Root + (context.Request.Path == "/" ? "" : context.Request.Path.ToUriComponent()) + context.Request.QueryString.ToUriComponent();
        context.Response.StatusCode = StatusCodes.Status302Found;
        return Task.CompletedTask;
    }
}
