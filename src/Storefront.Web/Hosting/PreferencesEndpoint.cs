using Storefront.Languages;

namespace Storefront.Web.Hosting;

/// <summary>The one form that sets language, destination and currency. It ends where it began, in the chosen language.</summary>
public static class PreferencesEndpoint
{
    private const int LargestForm = 4_096;

    public static void MapPreferences(this IEndpointRouteBuilder app) =>
        app.MapPost("/preferences", SetAsync).RequireSameOrigin().DisableAntiforgery();

    /// <summary>A field that is absent or makes no sense keeps its present value, so that an odd browser cannot lose the shopper's choice.</summary>
    private static async Task<IResult> SetAsync(HttpContext context, Visitors visitors, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > LargestForm) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(cancel);
        var now = Visitor.Of(context);
        var language = Language.TryFind(form["language"], out var l) ? l : now.Language;
        var country = Country.TryParse(form["country"], out var c) && Countries.TryFind(c, out _) ? c : now.Country;
        var postcode = form.ContainsKey("postcode") ? PreferencesCookie.CleanPostcode(form["postcode"]) : now.Postcode;

        // Moving to another country brings its money along, unless another was asked for in the same breath.
        var currency = Currency.TryParse(form["currency"], out var m) && visitors.MayPayIn(m) ? m : now.Currency;
        if (country != now.Country && currency == now.Currency) currency = visitors.UsualCurrency(country);
        if (country != now.Country && postcode == now.Postcode) postcode = null;

        new PreferencesCookie(language, country, currency, postcode).Write(context);
        context.Response.Headers.CacheControl = "no-store";
        var back = LocalPath.Safe(form["back"]);
        context.Response.Headers.Location = back == "/" ? "/" + language.Tag : $"/{language.Tag}{back}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
