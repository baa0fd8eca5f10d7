using Storefront.Orders;

namespace Storefront.Web.Hooks;

/// <summary>Where payment providers tell their news: raw body, bounded, verified and stored before the answer.</summary>
public static class PaymentHooks
{
    public static void MapPaymentHooks(this IEndpointRouteBuilder app) => app.MapPost("/hooks/payments/{provider}", ReceiveAsync).DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(string provider, HttpRequest request, ReceivePaymentNews news, CancellationToken cancel)
    {
        if (request.ContentLength > ReceivePaymentNews.LargestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var body = new byte[ReceivePaymentNews.LargestBody + 1];
        var length = 0;
        while (length < body.Length)
        {
            var read = await request.Body.ReadAsync(body.AsMemory(length), cancel);
            if (read == 0) break;
            length += read;
        }

        if (length > ReceivePaymentNews.LargestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var signature = request.Headers["Payment-Signature"].ToString();
        return await news.RunAsync(provider, body.AsMemory(0, length), signature, cancel) ? Results.Ok() : Results.BadRequest();
    }
}
