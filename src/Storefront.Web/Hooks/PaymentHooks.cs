using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Web.Hooks;

/// <summary>Where payment providers tell their news: raw body, bounded, verified and stored before the answer.</summary>
public static class PaymentHooks
{
    public static void MapPaymentHooks(this IEndpointRouteBuilder app) => app.MapPost("/hooks/payments/{provider}", ReceiveAsync).DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(string provider, HttpRequest request, ReceivePaymentNews news, PaymentProviders providers, CancellationToken cancel)
    {
        if (providers.Find(provider) is not { } sender) return Results.BadRequest();
        if (await RawBody.ReadAsync(request, ReceivePaymentNews.LargestBody, cancel) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var signature = request.Headers[sender.SignatureHeader].ToString();
        return await news.RunAsync(provider, body, signature, cancel) ? Results.Ok() : Results.BadRequest();
    }
}
