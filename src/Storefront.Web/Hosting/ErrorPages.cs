using Microsoft.AspNetCore.Diagnostics;

namespace Storefront.Web.Hosting;

/// <summary>What went wrong is shown by <c>/error/(code)</c>, run again in the place of the page that failed.</summary>
public static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);

        app.Use(static async (context, next) =>
        {
            // An error page is read, whatever was sent: a form that failed has no token to show for it.
            if (IsShown(context)) context.Request.Method = HttpMethods.Get;
            await next(context);
            // A form that the page no longer has is refused with an empty page, whose type would keep the error page away.
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null }) context.Response.ContentType = null;
        });
    }

    /// <summary>True while the page that is being made tells of an error.</summary>
    public static bool IsShown(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
