using Microsoft.AspNetCore.Components;
using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Languages;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop.Pages;

public sealed partial class ProductPage(CatalogueCopy catalogue, MarketDirectory directory, LandedPrices prices, Alternatives alternatives, NavigationManager navigation)
{
    private const int AlikeShown = 5;

    private ListingCopy? listing;
    private ListingText text = null!;
    private VariantChoice choice = null!;
    private ShopMerchant? merchant;
    private LandedFigures? figures;
    private IReadOnlyList<ListingPicture> pictures = [];
    private IReadOnlyList<CategoryStep> steps = [];
    private IReadOnlyList<PricedCard> alike = [];
    private IReadOnlyList<RouteStop> route = [];
    private string here = "", arrival = "", arrivalShort = "", summary = "", buyText = "";
    private string? refusal, textLanguage, textDirection;
    private NearbyShelf? nearby;
    private decimal stars;
    private bool canBuy;

    [Parameter]
    public required string Slug { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    protected override void OnInitialized()
    {
        listing = catalogue.FindBySlug(Slug);
        if (listing is null)
        {
            navigation.NotFound();
            return;
        }

        BrowseCache.Tag(Http, BrowseCache.Listing(listing.Id));
        (var spoken, text) = listing.TextIn(Visitor.Language.Tag);
        if (spoken != Visitor.Language.Tag)
        {
            textLanguage = spoken;
            textDirection = Language.TryFind(spoken, out var language) ? language.Direction : "auto";
        }

        here = Visitor.Link("/p/" + listing.Slug);
        choice = new VariantChoice(listing, Http.Request.Query["v"]);
        pictures = choice.Pictures();
        merchant = directory.Merchant(listing.MerchantSlug);
        stars = Math.Round(listing.RatingHundredths / 100m, 1, MidpointRounding.AwayFromZero);
        steps = [.. listing.Categories.Select(key => new CategoryStep(key, directory.CategoryName(key, Visitor.Language.Tag) ?? key))];
        summary = text.Description.ReplaceLineEndings(" ") is { Length: > 160 } longer ? longer[..159] + "…" : text.Description.ReplaceLineEndings(" ");
        Price();
        canBuy = figures is not null && choice.Chosen.Available > 0;
        buyText = Words[choice.Chosen.Available > 0 ? "product.add-to-basket" : "product.sold-out"];
        alike = Alike();
        nearby = refusal is null ? null : alternatives.Nearby(listing, Visitor);
    }

    private void Price()
    {
        var outcome = prices.Of(listing!, choice.Chosen, Visitor);
        if (!outcome.Succeeded)
        {
            refusal = Words.Text(outcome.Refusal);
            arrival = Words.Text("product.arrival-unknown", ("country", Words.NameInSentence(Visitor.Country)));
            return;
        }

        var quote = outcome.Value;
        figures = LandedFigures.Of(quote) with { Before = prices.Before(listing!, choice.Chosen, Visitor) };
        var leaves = DateOnly.FromDateTime(quote.QuotedAtUtc).AddDays(quote.Chosen.HandlingDays ?? listing!.HandlingDays);
        arrival = Words.Format.DateRange(leaves.AddDays(quote.Chosen.DaysMin), leaves.AddDays(quote.Chosen.DaysMax), DateStyle.Day);
        arrivalShort = Words.Format.DateRange(leaves.AddDays(quote.Chosen.DaysMin), leaves.AddDays(quote.Chosen.DaysMax), DateStyle.ShortDay);
        route = Route(quote, leaves);
    }

    private List<RouteStop> Route(LandedQuote quote, DateOnly leaves)
    {
        var abroad = listing!.ShipsFrom != Visitor.Country;
        var from = merchant is null ? Words.Name(listing.ShipsFrom) : $"{merchant.Profile.Address.City}, {Words.Name(listing.ShipsFrom)}";
        var stops = new List<RouteStop> { new(from, Words.Text("product.leaves", ("date", Words.Format.Date(leaves, DateStyle.ShortDay))), LeavesCountry: abroad) };
        if (quote.Terms != LandedTerms.Domestic)
        {
            stops.Add(new RouteStop(Words["product.customs"], quote.Terms == LandedTerms.Prepaid ? Words["product.customs-paid"] : null, IsCustoms: true));
        }

        stops.Add(new RouteStop(Words.Name(Visitor.Country), arrivalShort));
        return stops;
    }

    /// <summary>Of the same shelf. Where this one is not sent to the visitor, only what is.</summary>
    private IReadOnlyList<PricedCard> Alike()
    {
        if (refusal is not null) return alternatives.Of(listing!, AlikeShown, Visitor);
        var others = catalogue.Search(new SearchRequest { Language = Visitor.Language.Tag, Category = listing!.Categories[^1], PageSize = AlikeShown + 1, WithFacets = false }).Cards.Where(c => c.Id != listing.Id);
        return prices.Of(others.Take(AlikeShown), Visitor);
    }

    private string StockText() => choice.Chosen.Available switch
    {
        <= 0 => Words[listing!.Variants.Any(v => v.Available > 0) ? "product.sold-out-choice" : "product.sold-out"],
        <= 5 => Words.Text("product.last", ("count", choice.Chosen.Available)),
        _ => Words["product.in-stock"],
    };

    private string Absolute(string path)
    {
        var site = $"{Http.Request.Scheme}://{Http.Request.Host.ToUriComponent()}";
        return path.StartsWith("/p/", StringComparison.Ordinal) ? site + Visitor.Link(path) : path.StartsWith('/') ? site + path : path;
    }
}
