using Storefront.Languages;

namespace Storefront.Web.Hosting;

/// <summary>Who is looking, as far as prices and words go: language from the path, destination and currency chosen once or guessed.
/// Nothing in it is personal; it is the key under which pages are stored.</summary>
public sealed class Visitor
{
    /// <param name="area">What of the postcode the price depends on; visitors who share it share stored pages.</param>
    /// <param name="rates">Names the rate table and the state of the lanes by which pages are priced.</param>
    internal Visitor(Language language, Country country, string? postcode, string? area, Currency currency, string rates, bool hasChosen)
    {
        (Language, Country, Postcode, Currency, HasChosen) = (language, country, postcode, currency, hasChosen);
        Root = "/" + language.Tag;
        CacheKey = $"{language.Tag}|{country.Code}|{area}|{currency.Code}|{rates}|";
    }

    public Language Language { get; }

    /// <summary>Where parcels shall go.</summary>
    public Country Country { get; }

    /// <summary>As typed by the shopper, or null. Never on a stored page: those of one country share them.</summary>
    public string? Postcode { get; }

    public Currency Currency { get; }

    /// <summary>False on a first visit, when all of this is a guess.</summary>
    public bool HasChosen { get; }

    /// <summary>The language's path segment, <c>/en</c>.</summary>
    public string Root { get; }

    public string CacheKey { get; }

    public string Link(string path) => Root + path;

    /// <summary>The visitor of this request, made once.</summary>
    public static Visitor Of(HttpContext context)
    {
        if (context.Features.Get<Visitor>() is { } known) return known;
        var visitor = context.RequestServices.GetRequiredService<Visitors>().Recognise(context);
        context.Features.Set(visitor);
        return visitor;
    }
}
