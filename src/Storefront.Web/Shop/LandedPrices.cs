using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Merchants;
using Storefront.Search;
using Storefront.Shipping;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>Landed prices for pages: of a card's cheapest variant, and of one variant on its own page. Never what is charged: checkout quotes anew.</summary>
public sealed class LandedPrices(LandedCost landed, CurrentBuyerCards cards, TimeProvider clock)
{
    public IReadOnlyList<PricedCard> Of(IEnumerable<ListingCard> cards, Visitor visitor) => [.. cards.Select(card => new PricedCard(card, Of(card, visitor)))];

    public Outcome<LandedQuote> Of(ListingCopy listing, ListingVariant variant, Visitor visitor) =>
        listing.WhyNotTo(visitor.Country) is { } closed ? closed : Quote(listing.Merchant, listing.ShipsFrom, visitor, Item(listing, variant, variant.Price, visitor.Country));

    /// <summary>What the whole would have cost at the variant's earlier, higher price; null where there is none.</summary>
    public Money? Before(ListingCopy listing, ListingVariant variant, Visitor visitor) =>
        variant.ListPrice is { } earlier && earlier > variant.Price && Quote(listing.Merchant, listing.ShipsFrom, visitor, Item(listing, variant, earlier, visitor.Country)) is { Succeeded: true } quote ? quote.Value.Total : null;

    /// <summary>Null where nothing is delivered to the visitor's country.</summary>
    public CardPrice? Of(ListingCard card, Visitor visitor)
    {
        if (card.IsClosedTo(visitor.Country)) return null;
        var outcome = Quote(card.Merchant, card.ShipsFrom, visitor, Item(card, card.PriceFrom, visitor.Country));
        if (!outcome.Succeeded) return null;
        var quote = outcome.Value;
        Money? before = card.ListPrice is { } earlier && earlier > card.PriceFrom && Quote(card.Merchant, card.ShipsFrom, visitor, Item(card, earlier, visitor.Country)) is { Succeeded: true } then ? then.Value.Total : null;
        var leaves = DateOnly.FromDateTime(quote.QuotedAtUtc).AddDays(quote.Chosen.HandlingDays ?? card.HandlingDays);
        return new CardPrice(
            quote.Total,
            quote.Goods,
            before,
            quote.Terms is LandedTerms.Domestic or LandedTerms.Prepaid,
            quote.DueAtDoor is { IsPositive: true } due ? due : null,
            leaves.AddDays(quote.Chosen.DaysMin),
            leaves.AddDays(quote.Chosen.DaysMax));
    }

    private Outcome<LandedQuote> Quote(MerchantId merchant, Country shipsFrom, Visitor visitor, LandedItem item) => landed.Quote(new LandedRequest
    {
        ShipsFrom = shipsFrom,
        Destination = visitor.Country,
        Postcode = visitor.Postcode,
        ChargeCurrency = visitor.Currency,
        AtUtc = clock.GetUtcNow().UtcDateTime,
        Items = [item],
        Cards = cards.Now.Of(merchant, visitor.Country),
    });

    private static LandedItem Item(ListingCard card, Money price, Country destination) => new(card.CodeIn(destination), card.Origin, 1, price, card.Weight, card.Size, card.HasBattery) { Sensitive = card.Sensitive };

    private static LandedItem Item(ListingCopy listing, ListingVariant variant, Money price, Country destination) => new(listing.CodeIn(destination), listing.Origin, 1, price, variant.Weight, variant.Size, variant.HasBattery) { Sensitive = listing.Sensitive };
}

/// <param name="Price">Null where nothing is delivered to the visitor's country.</param>
public sealed record PricedCard(ListingCard Card, CardPrice? Price);

/// <param name="Total">What is charged at checkout, in the visitor's currency.</param>
/// <param name="Goods">What of it is the price of the goods.</param>
/// <param name="Before">The same at an earlier, higher price of the goods, or null.</param>
/// <param name="AtDoor">What may come on top at the door, where a figure can be named.</param>
public sealed record CardPrice(Money Total, Money Goods, Money? Before, bool NothingAtDoor, Money? AtDoor, DateOnly Earliest, DateOnly Latest);
