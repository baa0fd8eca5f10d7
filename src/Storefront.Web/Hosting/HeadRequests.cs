using Microsoft.AspNetCore.Http.Features;

namespace Storefront.Web.Hosting;

/// <summary>Runs HEAD as GET and keeps the body back: component pages answer GET and POST alone, and a link checker deserves the true headers.</summary>
public sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => HttpMethods.IsHead(context.Request.Method) ? WithoutBodyAsync(context) : next(context);

    private async Task WithoutBodyAsync(HttpContext context)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null, body));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
            context.Request.Method = HttpMethods.Head;
        }
    }
}
