using Storefront.Languages;
using Storefront.Search;

namespace Storefront.Web.Shop;

/// <summary>What a chosen filter is called.</summary>
public static class FilterLabels
{
    public static string Of(AppliedFilter filter, ListQuery query, Words words) => filter.Kind switch
    {
        FilterKind.ShipsFrom => words.Text("product.ships-from", ("country", words.NameInSentence(new Country(filter.Value)))),
        FilterKind.Rating => Rating(query.MinRatingHundredths, words),
        FilterKind.Price => query.Price is { } price ? Price(price, words) : words["shop.filter-goods-price"],
        FilterKind.InStock => words["shop.filter-in-stock"],
        FilterKind.Category or FilterKind.Brand or FilterKind.Option => filter.Label,
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    public static string Rating(int hundredths, Words words) => words.Text("shop.filter-rating-up", ("stars", hundredths / 100m));

    public static string Price(PriceRange price, Words words) => (price.From, price.To) switch
    {
        (null, { } to) => words.Text("shop.price-up-to", ("to", words.Format.RoundMoney(to))),
        ({ } from, null) => words.Text("shop.price-from", ("from", words.Format.RoundMoney(from))),
        ({ } from, { } to) => words.Text("shop.price-between", ("from", words.Format.RoundMoney(from)), ("to", words.Format.RoundMoney(to))),
        (null, null) => words["shop.filter-goods-price"],
    };
}
