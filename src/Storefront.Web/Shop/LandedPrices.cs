using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>Landed prices for pages: of a card's cheapest variant, and of one variant on its own page. Never what is charged: checkout quotes anew.</summary>
public sealed class LandedPrices(LandedCost landed, TimeProvider clock)
{
    public IReadOnlyList<PricedCard> Of(IEnumerable<ListingCard> cards, Visitor visitor) => [.. cards.Select(card => new PricedCard(card, Of(card, visitor)))];

    private CardPrice? Of(ListingCard card, Visitor visitor)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var outcome = landed.Quote(new LandedRequest
        {
            ShipsFrom = card.ShipsFrom,
            Destination = visitor.Country,
            Postcode = visitor.Postcode,
            ChargeCurrency = visitor.Currency,
            AtUtc = now,
            Items = [new LandedItem(card.HsCode, card.Origin, 1, card.PriceFrom, card.Weight, card.Size, card.HasBattery)],
        });
        if (!outcome.Succeeded) return null;
        var quote = outcome.Value;
        var leaves = DateOnly.FromDateTime(now).AddDays(card.HandlingDays);
        return new CardPrice(
            quote.Total,
            quote.Terms is LandedTerms.Domestic or LandedTerms.Prepaid,
            quote.DueAtDoor is { IsPositive: true } due ? due : null,
            leaves.AddDays(quote.Chosen.DaysMin),
            leaves.AddDays(quote.Chosen.DaysMax));
    }

    public Outcome<LandedQuote> Of(ListingCopy listing, ListingVariant variant, Visitor visitor) => landed.Quote(new LandedRequest
    {
        ShipsFrom = listing.ShipsFrom,
        Destination = visitor.Country,
        Postcode = visitor.Postcode,
        ChargeCurrency = visitor.Currency,
        AtUtc = clock.GetUtcNow().UtcDateTime,
        Items = [new LandedItem(listing.HsCode, listing.Origin, 1, variant.Price, variant.Weight, variant.Size, variant.HasBattery)],
    });
}

/// <param name="Price">Null where nothing is delivered to the visitor's country.</param>
public sealed record PricedCard(ListingCard Card, CardPrice? Price);

/// <param name="Total">What is charged at checkout, in the visitor's currency.</param>
/// <param name="AtDoor">What may come on top at the door, where a figure can be named.</param>
public sealed record CardPrice(Money Total, bool NothingAtDoor, Money? AtDoor, DateOnly Earliest, DateOnly Latest);
