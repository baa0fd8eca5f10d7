using System.Text;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Web.Hooks;

/// <summary>Where carriers tell their news, each account at an address of its own: raw body, bounded, verified and stored before the answer.</summary>
public static class CarrierHooks
{
    public const string Path = "/hooks/carriers";

    public static void MapCarrierHooks(this IEndpointRouteBuilder app) => app.MapPost(Path + "/{carrier}/{account:guid}", ReceiveAsync).DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(string carrier, Guid account, HttpRequest request, ReceiveCarrierNews news, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, ReceiveCarrierNews.LargestBody, cancel) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal);
        var told = await news.RunAsync(carrier, new CarrierAccountId(account), headers, body, cancel);
        return told.Succeeded ? Results.Text(told.Value.Reply, told.Value.ReplyType, Encoding.UTF8) : Results.BadRequest();
    }
}
