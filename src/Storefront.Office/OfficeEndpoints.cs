using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storefront.Accounts;
using Storefront.Languages;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Office;

/// <summary>Files that leave the office. Whether the person may have one is the operation's business.</summary>
public static class OfficeEndpoints
{
    public static IEndpointRouteBuilder MapOffice(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/office/files").RequireAuthorization();
        files.MapGet("/labels/{parcel:guid}.{format}", LabelAsync);
        files.MapGet("/slips/{parcel:guid}.pdf", SlipAsync);
        return app;
    }

    private static async Task<IResult> LabelAsync(Guid parcel, string format, int? page, HttpContext http, PrintLabel print, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (!Enum.TryParse<DocumentFormat>(format, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return Results.NotFound();
        return await DrawnAsync(() => print.RunAsync(new ParcelId(parcel), actor, wanted, Math.Max(1, page ?? 1), cancel), $"label-{parcel:N}", http, messages);
    }

    private static async Task<IResult> SlipAsync(Guid parcel, HttpContext http, PrintPackingSlip print, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        return await DrawnAsync(() => print.RunAsync(new ParcelId(parcel), actor, cancel), $"packing-slip-{parcel:N}", http, messages);
    }

    private static async Task<IResult> DrawnAsync(Func<Task<Outcome<DrawnDocument>>> draw, string name, HttpContext http, Messages messages)
    {
        try
        {
            var drawn = await draw();
            if (!drawn.Succeeded) return Refused(drawn.Refusal, messages);
            var format = drawn.Value.Format;
            return File(http, drawn.Value.Bytes, format.MediaType(), $"{name}.{format.Extension()}");
        }
        catch (DocumentsUnavailableException missing)
        {
            return Results.Text(missing.Message, "text/plain", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>PDF and PNG open in the browser, everything else is saved.</summary>
    private static IResult File(HttpContext http, byte[] bytes, string mediaType, string name)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var shown = mediaType is "application/pdf" or "image/png";
        if (shown) http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
        return Results.File(bytes, mediaType, shown ? null : name);
    }

    private static IResult Refused(Refusal refusal, Messages messages) => Results.Text(
        messages.Text(Language.English, refusal),
        "text/plain",
        statusCode: refusal == OrderRefusals.NotFound || refusal == AccountRefusals.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
}
