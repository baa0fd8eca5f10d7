using Storefront.Languages;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>What stands under the heading of a list.</summary>
public static class ListNotes
{
    /// <summary>How many there are.</summary>
    public static string Total(SearchTotal total, Words words) => words.Text(total.IsAtLeast ? "shop.results-about" : "shop.results", ("count", total.Value));

    /// <summary>What the prices hold: everything, or everything but what the cards name.</summary>
    public static string Prices(IReadOnlyList<PricedCard> cards, Visitor visitor, Words words) =>
        words.Text(cards.All(c => c.Price is null or { NothingAtDoor: true }) ? "shop.all-in-to" : "shop.to-door", ("country", words.NameInSentence(visitor.Country)));
}
