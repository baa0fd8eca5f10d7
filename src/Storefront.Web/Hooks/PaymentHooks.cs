using System.Buffers;
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
        if (request.ContentLength > ReceivePaymentNews.LargestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (await BodyAsync(request, cancel) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var signature = request.Headers[sender.SignatureHeader].ToString();
        return await news.RunAsync(provider, body, signature, cancel) ? Results.Ok() : Results.BadRequest();
    }

    /// <summary>The raw bytes, or null when there are more than any event has. Room is made for what comes, not for what could come.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > ReceivePaymentNews.LargestBody)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
