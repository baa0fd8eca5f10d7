using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Languages;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop.Basket;

/// <summary>The forms of product and basket pages. The first sits on stored pages and so carries no token: the browser says where a post came from.
/// Of what is posted only the variant and the number count; prices and merchants come from the catalogue.</summary>
public static class BasketEndpoints
{
    public static void MapBasket(this IEndpointRouteBuilder app)
    {
        var basket = app.MapGroup("/basket").WithMetadata(new SellsAttribute());
        basket.MapGet("/count", CountAsync);
        basket.MapPost("/lines", AddAsync).RequireSameOrigin().DisableAntiforgery();
        basket.MapPost("/quantity", SetAsync).RequireSameOrigin().DisableAntiforgery();
        basket.MapPost("/remove", RemoveAsync).RequireSameOrigin().DisableAntiforgery();
        basket.MapPost("/code", EnterCodeAsync).RequireSameOrigin().DisableAntiforgery().RequireRateLimiting(CodeLimits.Entries);
        basket.MapPost("/code/remove", RemoveCodeAsync).RequireSameOrigin().DisableAntiforgery();
        basket.MapPost("/tidy", TidyAsync).RequireSameOrigin().DisableAntiforgery();
    }

    /// <summary>Units in the basket as plain digits, for the header of stored pages.</summary>
    private static async Task<IResult> CountAsync(HttpContext context, MarketDb db, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        var units = BasketCookie.Read(context) is { } id ? await db.BasketLines.Where(l => l.Basket == id).SumAsync(l => l.Quantity, cancel) : 0;
        return Results.Text(units.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<IResult> AddAsync(HttpContext context, ChangeBasket change, CatalogueCopy catalogue, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var units = Quantity.Parse(form["quantity"]);
        if (!units.Succeeded) return Refuse(context, words, units.Refusal);
        if (!Id.TryParse<VariantId>(form["variant"], out var variant)) return Refuse(context, words, CheckoutRefusals.NotForSale);

        var added = await change.AddAsync(BasketCookie.Read(context), Buyer.Of(context), variant, units.Value, cancel);
        if (!added.Succeeded) return Refuse(context, words, added.Refusal);
        BasketCookie.Write(context, added.Value);
        var title = catalogue.FindVariant(variant)?.TextIn(words.Language.Tag).Text.Title;
        if (title is not null) new Flash(words.Text("basket.added", ("title", title))).Leave(context);
        return SeeOther.Own(context, "/basket");
    }

    private static async Task<IResult> SetAsync(HttpContext context, ChangeBasket change, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var units = Quantity.Parse(form["quantity"]);
        if (!units.Succeeded) return Refuse(context, words, units.Refusal);
        if (BasketCookie.Read(context) is { } basket && Id.TryParse<VariantId>(form["variant"], out var variant)) await change.SetAsync(basket, variant, units.Value, cancel);
        return SeeOther.Own(context, "/basket");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, ChangeBasket change, MarketDb db, CatalogueCopy catalogue, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket || !Id.TryParse<VariantId>(form["variant"], out var variant)) return SeeOther.Own(context, "/basket");
        var units = await db.BasketLines.Where(l => l.Basket == basket && l.Variant == variant).Select(l => l.Quantity).SingleOrDefaultAsync(cancel);
        await change.RemoveAsync(basket, variant, cancel);
        var title = catalogue.FindVariant(variant)?.TextIn(words.Language.Tag).Text.Title;
        if (units > 0 && title is not null) new Flash(words.Text("basket.removed", ("title", title)), Variant: variant.Value, Units: units).Leave(context);
        return SeeOther.Own(context, "/basket");
    }

    private static async Task<IResult> EnterCodeAsync(HttpContext context, EnterDiscountCode enter, Words words, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is not { } basket) return Refuse(context, words, CheckoutRefusals.BasketEmpty);
        var entered = await enter.RunAsync(basket, Buyer.Of(context), form["code"], cancel);
        if (!entered.Succeeded) return Refuse(context, words, entered.Refusal);
        new Flash(words.Text("basket.code.taken", ("code", entered.Value))).Leave(context);
        return SeeOther.Own(context, "/basket");
    }

    private static async Task<IResult> RemoveCodeAsync(HttpContext context, EnterDiscountCode enter, CancellationToken cancel)
    {
        if (await SmallForm.ReadAsync(context, cancel) is not { } form) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (BasketCookie.Read(context) is { } basket && Id.TryParse<DiscountCodeId>(form["code"], out var code)) await enter.RemoveAsync(basket, code, cancel);
        return SeeOther.Own(context, "/basket");
    }

    /// <summary>Takes out what cannot be had, lowers what there is less of, and goes on to checkout.</summary>
    private static async Task<IResult> TidyAsync(HttpContext context, ReadBasket read, ChangeBasket change, CancellationToken cancel)
    {
        if (BasketCookie.Read(context) is not { } basket) return SeeOther.Own(context, "/basket");
        var view = await read.RunAsync(basket, Buyer.Of(context), Visitor.Of(context), withInstead: false, cancel);
        foreach (var gone in view.Gone) await change.RemoveAsync(basket, gone, cancel);
        foreach (var line in view.Parcels.SelectMany(p => p.Lines).Where(l => l.IsShort))
        {
            if (line.IsSoldOut) await change.RemoveAsync(basket, line.Variant, cancel);
            else await change.SetAsync(basket, line.Variant, line.CanBeHad, cancel);
        }

        return SeeOther.Own(context, view.Figures is null ? "/basket" : "/checkout");
    }

    private static IResult Refuse(HttpContext context, Words words, Refusal refusal)
    {
        new Flash(words.Text(refusal), IsRefusal: true).Leave(context);
        return SeeOther.Own(context, "/basket");
    }
}
