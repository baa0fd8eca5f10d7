using Storefront.Languages;
using Storefront.Returns;
using Storefront.Web.Shop.Orders;

namespace Storefront.Web.Shop.Returns;

/// <summary>A return's button that asks nothing more.</summary>
public static class ReturnEndpoints
{
    public static void MapReturns(this IEndpointRouteBuilder app) =>
        app.MapGroup("/returns/{id:guid}").WithMetadata(new SellsAttribute()).MapPost("/keep", KeepAsync).RequireToken();

    private static async Task<IResult> KeepAsync(Guid id, HttpContext context, ReadReturn read, FollowReturn follow, Words words, CancellationToken cancel)
    {
        if (await read.RunAsync(new ReturnId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        var done = await follow.KeepAsync(new ReturnId(id), OrderKeys.Of(context, view.Order.Number), cancel);
        if (!done.Succeeded) new Flash(words.Text(done.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, $"/returns/{id:D}");
    }
}
