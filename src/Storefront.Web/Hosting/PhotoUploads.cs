using Storefront.Data;
using Storefront.Languages;
using Microsoft.AspNetCore.Http.Features;
using Storefront.Web.Shop;
using Storefront.Web.Shop.Disputes;

namespace Storefront.Web.Hosting;

/// <summary>Marks a page whose form takes photos.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesPhotosAttribute : Attribute;

/// <summary>Lets forms with photos be as large as their photos may be. One that is larger is heard out as far as that is cheap and answered with a
/// sentence, because a browser that is cut off while it still sends shows nothing but a broken connection.</summary>
public sealed class PhotoUploads(RequestDelegate next)
{
    private const long Largest = (EvidencePhotos.Most * (long)PictureLimits.LargestBytes) + (1024 * 1024);
    private const long HeardOut = 4 * Largest;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesPhotosAttribute>() is null || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength is not > Largest)
        {
            if (size is { IsReadOnly: false }) size.MaxRequestBodySize = Largest;
            await next(context);
            return;
        }

        if (size is { IsReadOnly: false }) size.MaxRequestBodySize = HeardOut;
        if (context.Request.ContentLength <= HeardOut) await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var words = context.RequestServices.GetRequiredService<Words>();
        new Flash(words.Text(PictureRefusals.TooLarge), IsRefusal: true).Leave(context);
        await SeeOther.Own(context, context.Request.Path.ToUriComponent()).ExecuteAsync(context);
    }
}
