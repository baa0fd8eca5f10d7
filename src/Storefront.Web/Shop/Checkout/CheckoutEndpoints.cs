using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;
using Storefront.Web.Shop.Basket;
using Storefront.Web.Shop.Orders;

namespace Storefront.Web.Shop.Checkout;

/// <summary>The buttons of the last page before paying, and the way back from the payment page.</summary>
public static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        var checkout = app.MapGroup("/checkout").WithMetadata(new SellsAttribute());
        checkout.MapPost("/{attempt:guid}/delivery", DeliverAsync).RequireToken();
        checkout.MapPost("/{attempt:guid}/to-address", ToAddressAsync).RequireToken();
        checkout.MapPost("/{attempt:guid}/to-point/{merchant:guid}", ToPointAsync).RequireToken();
        checkout.MapPost("/{attempt:guid}/point", PointAsync).RequireToken();
        checkout.MapPost("/{attempt:guid}/pay", PayAsync).RequireToken();
        checkout.MapGet("/return/{payment:guid}", ReturnAsync);
    }

    private static async Task<IResult> DeliverAsync(Guid attempt, HttpContext context, ReadCheckout checkouts, PrepareCheckout prepare, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket) return ToBasket(context, words, CheckoutRefusals.AttemptUnknown);
        await KeepTypedAsync(attempt, basket, form, checkouts, cancel);
        var done = await prepare.RequoteAsync(attempt, basket, Methods(form), null, cancel);
        if (done.Succeeded) return SeeOther.Own(context, $"/checkout/{attempt:D}");
        return done.Refusal == CheckoutRefusals.AttemptUnknown || done.Refusal == CheckoutRefusals.BasketEmpty ? ToBasket(context, words, done.Refusal) : Again(context, words, attempt, done.Refusal);
    }

    private static Task<IResult> ToAddressAsync(Guid attempt, HttpContext context, ReadCheckout checkouts, PrepareCheckout prepare, MarketDb db, Words words, CancellationToken cancel) =>
        KeepAndGoAsync(attempt, $"/checkout?attempt={attempt:D}", context, checkouts, prepare, db, words, cancel);

    private static Task<IResult> ToPointAsync(Guid attempt, Guid merchant, HttpContext context, ReadCheckout checkouts, PrepareCheckout prepare, MarketDb db, Words words, CancellationToken cancel) =>
        KeepAndGoAsync(attempt, $"/checkout/{attempt:D}/point/{merchant:D}", context, checkouts, prepare, db, words, cancel);

    /// <summary>On the way to another page everything typed so far is kept: the gift, and the deliveries chosen for the parcels too. Whatever becomes of it, that page is shown.</summary>
    private static async Task<IResult> KeepAndGoAsync(Guid attempt, string page, HttpContext context, ReadCheckout checkouts, PrepareCheckout prepare, MarketDb db, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket || await KeepTypedAsync(attempt, basket, form, checkouts, cancel) is not { } begun) return ToBasket(context, words, CheckoutRefusals.AttemptUnknown);
        var kept = await db.SaveOrStaleAsync(cancel);
        var methods = Methods(form);
        if (kept.Succeeded && IsOther(methods, begun)) kept = await prepare.RequoteAsync(attempt, basket, methods, null, cancel);
        if (!kept.Succeeded) new Flash(words.Text(kept.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, page);
    }

    /// <summary>What is being written about a gift is not lost on the way to somewhere else; it is saved with what the request does then. Who writes a word to go with it means a gift, and whoever takes that back
    /// means that.</summary>
    private static async Task<CheckoutAttempt?> KeepTypedAsync(Guid attempt, BasketId basket, IFormCollection form, ReadCheckout checkouts, CancellationToken cancel)
    {
        if (await checkouts.FindToChangeAsync(attempt, basket, cancel) is not { } begun) return null;
        var gift = Gift(form) ?? (begun.Gift is null && GiftWish.InOneLine(form["gift-message"]) is { Length: > 0 } word ? word : null);
        if (gift is not { Length: > GiftWish.Longest }) begun.Gives(gift);
        return begun;
    }

    private static async Task<IResult> PointAsync(Guid attempt, HttpContext context, ChoosePickupPoint choose, ReadCheckout checkouts, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form || !Id.TryParse<MerchantId>(form["merchant"].ToString(), out var merchant)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket) return ToBasket(context, words, CheckoutRefusals.AttemptUnknown);
        var wanted = form["choice"].ToString();
        var choice = wanted == "home" ? null : wanted.Split(':', 2) is [var carrier, var id] ? new PointChoice(form["near"], carrier, id) : new PointChoice(form["near"], "", "");
        var done = await choose.RunAsync(attempt, basket, merchant, choice, cancel);
        if (done.Succeeded)
        {
            var chosen = (await checkouts.FindAsync(attempt, basket, cancel))?.Quote.Consignments.FirstOrDefault(c => c.Merchant == merchant);
            if (chosen is not null) new Flash(chosen.Point is { } point ? words.Text("checkout.point.done", ("merchant", chosen.MerchantName), ("point", point.Name)) : words.Text("checkout.point.done-home", ("merchant", chosen.MerchantName))).Leave(context);
            return SeeOther.Own(context, $"/checkout/{attempt:D}");
        }

        if (done.Refusal == CheckoutRefusals.AttemptUnknown || done.Refusal == CheckoutRefusals.BasketEmpty) return ToBasket(context, words, done.Refusal);
        new Flash(words.Text(done.Refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, $"/checkout/{attempt:D}/point/{merchant.Value:D}" + (form["near"].ToString() is { Length: > 0 and <= PointSearch.Longest } near ? "?near=" + Uri.EscapeDataString(near) : ""));
    }

    private static async Task<IResult> PayAsync(
        Guid attempt, HttpContext context, ReadCheckout checkouts, PrepareCheckout prepare, PlaceOrder place, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket || await checkouts.FindToChangeAsync(attempt, basket, cancel) is not { } begun) return ToBasket(context, words, CheckoutRefusals.AttemptUnknown);
        if (ReadMoney(form["shown"]) is not { } shown) return Again(context, words, attempt, CheckoutRefusals.QuoteChanged);
        try
        {
            // Another delivery may have been chosen and not been asked the price of: then its total is shown before anything is bought.
            var methods = Methods(form);
            if (IsOther(methods, begun))
            {
                var requoted = await prepare.RequoteAsync(attempt, basket, methods, null, cancel);
                if (!requoted.Succeeded) return Again(context, words, attempt, requoted.Refusal);
            }

            var placed = await place.RunAsync(new OrderRequest(attempt, basket, shown, Gift(form)), cancel);
            if (placed.Succeeded)
            {
                OrderKeys.Keep(context, placed.Value.Number, placed.Value.AccessKey);
                return placed.Value.PageUrl is { } page ? SeeOther.At(context, page) : SeeOther.Own(context, "/orders/" + placed.Value.Number);
            }

            if (placed.Refusal == CheckoutRefusals.QuoteChanged) return await ChangedAsync(context, checkouts, words, attempt, basket, shown, cancel);
            return placed.Refusal == CheckoutRefusals.AttemptUnknown || placed.Refusal == CheckoutRefusals.BasketEmpty ? ToBasket(context, words, placed.Refusal) : Again(context, words, attempt, placed.Refusal);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The basket was changed in another tab while its order was being placed: nothing was bought.
            return Again(context, words, attempt, Saving.ChangedMeanwhile);
        }
    }

    /// <summary>Settles what the provider now tells; whoever comes first, this page or the provider's own call, completes the order. The payment's number opens nothing: it is known to the provider and
    /// stands in addresses.</summary>
    private static async Task<IResult> ReturnAsync(Guid payment, HttpContext context, SettlePayment settle, CancellationToken cancel)
    {
        try
        {
            if (await settle.ForBuyerAsync(new PaymentId(payment), number => OrderKeys.Of(context, number), cancel) is not { } settled) return SeeOther.Own(context, "/checkout/elsewhere");
            return SeeOther.Own(context, "/orders/" + settled.OrderNumber);
        }
        catch (Exception e) when (e is ProviderOutcomeUnknownException or HttpRequestException or DbUpdateConcurrencyException)
        {
            return SeeOther.Own(context, $"/checkout/confirming/{payment:D}");
        }
    }

    private static async Task<IResult> ChangedAsync(HttpContext context, ReadCheckout checkouts, Words words, Guid attempt, BasketId basket, Money shown, CancellationToken cancel)
    {
        var now = (await checkouts.FindAsync(attempt, basket, cancel))!.Quote.Total;
        var text = now.Currency == shown.Currency && now != shown ? words.Text("checkout.changed.text", ("before", shown), ("now", now)) : words.Text(CheckoutRefusals.QuoteChanged);
        new Flash(text, AsksAttention: true).Leave(context);
        return SeeOther.Own(context, $"/checkout/{attempt:D}");
    }

    private static IResult Again(HttpContext context, Words words, Guid attempt, Refusal refusal)
    {
        new Flash(words.Text(refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, $"/checkout/{attempt:D}");
    }

    private static IResult ToBasket(HttpContext context, Words words, Refusal refusal)
    {
        new Flash(words.Text(refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, "/basket");
    }

    private static string? Gift(IFormCollection form) => form.ContainsKey("gift") ? GiftWish.InOneLine(form["gift-message"]) : null;

    /// <summary>Another delivery is chosen than the one that was quoted.</summary>
    private static bool IsOther(Dictionary<MerchantId, string> methods, CheckoutAttempt begun) => begun.Order is null && methods.Any(m => begun.Quote.Methods().GetValueOrDefault(m.Key) is { } old && old != m.Value);

    private static Dictionary<MerchantId, string> Methods(IFormCollection form)
    {
        var methods = new Dictionary<MerchantId, string>();
        foreach (var (name, value) in form)
        {
            if (name.StartsWith("method-", StringComparison.Ordinal) && Id.TryParse<MerchantId>(name["method-".Length..], out var merchant)) methods[merchant] = value.ToString();
        }

        return methods;
    }

    private static Money? ReadMoney(string? text) =>
        text?.Split(' ') is [var number, var code] && Currency.TryParse(code, out var currency) && Money.TryParse(number, currency, out var money) ? money : null;
}
