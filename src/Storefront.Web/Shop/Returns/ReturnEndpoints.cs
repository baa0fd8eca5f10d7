using Storefront.Languages;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;
using Storefront.Web.Shop.Orders;

namespace Storefront.Web.Shop.Returns;

/// <summary>A return's buttons that ask nothing more, and its label.</summary>
public static class ReturnEndpoints
{
    public static void MapReturns(this IEndpointRouteBuilder app)
    {
        var goods = app.MapGroup("/returns/{id:guid}").WithMetadata(new SellsAttribute());
        goods.MapPost("/keep", (Guid id, HttpContext context, ReadReturn read, FollowReturn follow, Words words, CancellationToken cancel) =>
            ActAsync(id, context, read, words, access => follow.KeepAsync(new ReturnId(id), access, cancel), cancel)).RequireToken();
        goods.MapPost("/handed-over", (Guid id, HttpContext context, ReadReturn read, HandOverReturn hand, Words words, CancellationToken cancel) =>
            ActAsync(id, context, read, words, access => hand.RunAsync(new ReturnId(id), access, cancel), cancel)).RequireToken();
        goods.MapGet("/label", LabelAsync);
        goods.MapGet("/receipt", ReceiptAsync);
        goods.MapGet("/slip", (Guid id, HttpContext context, ReadReturn read, PrintReturnSlip slips, Words words, CancellationToken cancel) =>
            DrawnAsync(id, context, read, words, "slip", access => slips.ForBuyerAsync(new ReturnId(id), access, cancel), cancel));
        goods.MapGet("/reclaim.pdf", (Guid id, HttpContext context, ReadReturn read, ReclaimPapers papers, Words words, CancellationToken cancel) =>
            DrawnAsync(id, context, read, words, "reclaim", async access => await papers.ForBuyerAsync(new ReturnId(id), access, cancel) is { Succeeded: true } sheet ? papers.Draw(sheet.Value) : ReturnRefusals.NothingToReclaim, cancel));
        goods.MapGet("/reclaim.csv", ReclaimCsvAsync);
    }

    private static async Task<IResult> ActAsync(Guid id, HttpContext context, ReadReturn read, Words words, Func<OrderAccess, Task<Outcome<Done>>> act, CancellationToken cancel)
    {
        if (await read.RunAsync(new ReturnId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        var done = await act(OrderKeys.Of(context, view.Order.Number));
        if (!done.Succeeded) new Flash(words.Text(done.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, $"/returns/{id:D}");
    }

    private static async Task<IResult> ReceiptAsync(Guid id, HttpContext context, ReadReturn read, ReceiptFile receipts, CancellationToken cancel)
    {
        if (await read.RunAsync(new ReturnId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        var receipt = await receipts.ForBuyerAsync(new ReturnId(id), OrderKeys.Of(context, view.Order.Number), cancel);
        if (!receipt.Succeeded) return Results.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(receipt.Value, "image/webp");
    }

    private static async Task<IResult> ReclaimCsvAsync(Guid id, HttpContext context, ReadReturn read, ReclaimPapers papers, CancellationToken cancel)
    {
        if (await read.RunAsync(new ReturnId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        var sheet = await papers.ForBuyerAsync(new ReturnId(id), OrderKeys.Of(context, view.Order.Number), cancel);
        if (!sheet.Succeeded) return Results.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(System.Text.Encoding.UTF8.GetBytes('\uFEFF' + string.Join("\r\n", ReclaimPapers.Table(sheet.Value)) + "\r\n"), "text/csv; charset=utf-8", $"reclaim-{sheet.Value.ReturnNumber}.csv");
    }

    private static Task<IResult> LabelAsync(Guid id, HttpContext context, ReadReturn read, ReturnLabelFile labels, Words words, CancellationToken cancel) =>
        DrawnAsync(id, context, read, words, "return", access => labels.ForBuyerAsync(new ReturnId(id), access, cancel), cancel);

    /// <summary>Sent to whoever the order opens to, kept by nobody on the way.</summary>
    private static async Task<IResult> DrawnAsync(Guid id, HttpContext context, ReadReturn read, Words words, string what, Func<OrderAccess, Task<Outcome<DrawnDocument>>> draw, CancellationToken cancel)
    {
        if (await read.RunAsync(new ReturnId(id), number => OrderKeys.Of(context, number), cancel) is not { } view) return Results.NotFound();
        Outcome<DrawnDocument> label;
        try
        {
            label = await draw(OrderKeys.Of(context, view.Order.Number));
        }
        catch (DocumentsUnavailableException)
        {
            label = ReturnRefusals.NoLabel;
        }

        if (!label.Succeeded)
        {
            new Flash(words.Text(label.Refusal), IsRefusal: true).Leave(context);
            return SeeOther.Own(context, $"/returns/{id:D}");
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(label.Value.Bytes, label.Value.Format.MediaType(), $"{what}-{view.Return.Number ?? view.Order.Number}.{label.Value.Format.Extension()}");
    }
}
