using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Web.Shop.Basket;

namespace Storefront.Web.Shop.Orders;

/// <summary>The buttons of an order's page that ask nothing more.</summary>
public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var orders = app.MapGroup("/orders/{number}").WithMetadata(new SellsAttribute());
        orders.MapPost("/again", AgainAsync).RequireToken();
        orders.MapPost("/pay", PayAsync).RequireToken();
    }

    private static async Task<IResult> AgainAsync(string number, HttpContext context, ReadOrder read, ChangeBasket change, EnterDiscountCode enter, Words words, CancellationToken cancel)
    {
        if (await read.FindAsync(number, OrderKeys.Of(context, number), cancel) is not { } order) return Results.NotFound();
        var goods = order.Consignments.SelectMany(c => c.Lines).Select(l => (l.Variant, l.Quantity)).ToList();
        var added = await change.AddAgainAsync(BasketCookie.Read(context), Buyer.Of(context), goods, cancel);
        if (added.Succeeded)
        {
            BasketCookie.Write(context, added.Value);
            // Who never paid has the codes back as well, as far as they still count.
            if (order.Status == OrderStatus.Abandoned)
                foreach (var code in order.Consignments.Select(c => c.DiscountCode).OfType<string>().Distinct()) await enter.RunAsync(added.Value, Buyer.Of(context), code, cancel);
        }
        else new Flash(words.Text(added.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, "/basket");
    }

    /// <summary>Back to the payment page of an order that is not paid yet.</summary>
    private static async Task<IResult> PayAsync(string number, HttpContext context, ReadOrder read, OpenPayment open, MarketDb db, Words words, CancellationToken cancel)
    {
        if (await read.FindAsync(number, OrderKeys.Of(context, number), cancel) is not { } order) return Results.NotFound();
        var id = order.Id;
        var payment = await db.Payments.AsNoTracking().Where(p => p.Order == id).Select(p => p.Id).SingleAsync(cancel);
        try
        {
            var page = await open.RunAsync(payment, cancel);
            if (page.Succeeded) return SeeOther.At(context, page.Value);
            new Flash(words.Text(page.Refusal), IsRefusal: true).Leave(context);
        }
        catch (Exception e) when (e is ProviderOutcomeUnknownException or ProviderRefusedException)
        {
            new Flash(words["refusal.payment.unavailable"], IsRefusal: true).Leave(context);
        }

        return SeeOther.Own(context, "/orders/" + number);
    }
}
