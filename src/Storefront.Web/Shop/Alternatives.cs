using Storefront.Catalog;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>What somebody may have instead of goods that are not sent to their country. Asks the node's catalogue copy alone: a page of one shelf, and which of it has a price there.</summary>
public sealed class Alternatives(CatalogueCopy catalogue, LandedPrices prices, MarketDirectory directory)
{
    private const int Looked = 24;

    /// <summary>Goods in stock on the same shelf that are sent there, best first. No more are quoted than are shown.</summary>
    public IReadOnlyList<PricedCard> Of(ListingCopy refused, int most, Visitor visitor)
    {
        var request = new SearchRequest { Language = visitor.Language.Tag, Category = refused.Categories[^1], InStockOnly = true, PageSize = Looked, WithFacets = false };
        return [.. catalogue.Search(request).Cards.Where(c => c.Id != refused.Id).Select(c => new PricedCard(c, prices.Of(c, visitor))).Where(c => c.Price is not null).Take(most)];
    }

    /// <summary>The nearest shelf on which sellers in the visitor's own country have something: nothing of theirs crosses a border. Null where there is none.</summary>
    public NearbyShelf? Nearby(ListingCopy refused, Visitor visitor)
    {
        foreach (var key in refused.Categories.Reverse())
        {
            var request = new SearchRequest { Language = visitor.Language.Tag, Category = key, ShipsFrom = [visitor.Country], PageSize = 1, WithFacets = false };
            if (catalogue.Search(request).Total.Value > 0) return new NearbyShelf(visitor.Link($"/c/{key}?from={visitor.Country.Code}"), directory.CategoryName(key, visitor.Language.Tag) ?? key);
        }

        return null;
    }
}

/// <param name="Address">Whole path, with language.</param>
public sealed record NearbyShelf(string Address, string Name);
