using Storefront.Data;
using Storefront.Disputes;
using Storefront.Languages;
using Storefront.Orders;
using Storefront.Web.Shop.Orders;

namespace Storefront.Web.Shop.Disputes;

/// <summary>A case's photos, and its buttons that ask nothing more.</summary>
public static class DisputeEndpoints
{
    public static void MapDisputes(this IEndpointRouteBuilder app)
    {
        var dispute = app.MapGroup("/disputes/{id:guid}").WithMetadata(new SellsAttribute());
        dispute.MapGet("/photos/{name}", PhotoAsync);
        dispute.MapPost("/take-offer", (Guid id, HttpContext context, ReadDispute read, FollowDispute follow, Words words, CancellationToken cancel) =>
            FollowAsync(id, context, read, words, access => follow.TakeOfferAsync(new DisputeId(id), access, cancel), cancel)).RequireToken();
        dispute.MapPost("/escalate", (Guid id, HttpContext context, ReadDispute read, FollowDispute follow, Words words, CancellationToken cancel) =>
            FollowAsync(id, context, read, words, access => follow.EscalateAsync(new DisputeId(id), access, cancel), cancel)).RequireToken();
        dispute.MapPost("/withdraw", (Guid id, HttpContext context, ReadDispute read, FollowDispute follow, Words words, CancellationToken cancel) =>
            FollowAsync(id, context, read, words, access => follow.WithdrawAsync(new DisputeId(id), access, cancel), cancel)).RequireToken();
    }

    private static async Task<IResult> FollowAsync(Guid id, HttpContext context, ReadDispute read, Words words, Func<OrderAccess, Task<Outcome<Done>>> act, CancellationToken cancel)
    {
        if (await read.RunAsync(new DisputeId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        var done = await act(OrderKeys.Of(context, view.Order.Number));
        if (!done.Succeeded) new Flash(words.Text(done.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, $"/disputes/{id:D}");
    }

    /// <summary>Sent as the picture that we made of it and as nothing else, to those who may see it.</summary>
    private static async Task<IResult> PhotoAsync(Guid id, string name, HttpContext context, ReadDispute read, IStoreFiles files, CancellationToken cancel)
    {
        if (!StoredFile.TryParse(name, out var file) || TypeOf(file) is not { } type) return Results.NotFound();
        if (!await read.MaySeeAsync(new DisputeId(id), name, Buyer.Of(context), number => OrderKeys.Of(context, number), cancel)) return Results.NotFound();
        if (await files.OpenAsync(file, cancel) is not { } stream) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "private, max-age=3600";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = "inline";
        return Results.Stream(stream, type);
    }

    private static string? TypeOf(StoredFile file) => file.Extension switch
    {
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        _ => null,
    };
}
