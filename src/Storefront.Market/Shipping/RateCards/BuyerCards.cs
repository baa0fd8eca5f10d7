using System.Collections.Frozen;
using Storefront.Merchants;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping;

/// <summary>Every rate card by which buyers pay, by merchant and country: an immutable snapshot.</summary>
public sealed class BuyerCards
{
    private readonly FrozenDictionary<(MerchantId Merchant, Country To), BuyerCard[]> cards;
    private readonly FrozenDictionary<Country, int> lengths;
    private readonly FrozenSet<(MerchantId Merchant, Country To)> byTown;

    /// <param name="all">Whole cards, by their merchants.</param>
    public BuyerCards(IEnumerable<(MerchantId Merchant, BuyerCard Card)> all)
    {
        var cut = all.SelectMany(c => c.Card.Terms.Countries.Select(to => (c.Merchant, To: to, Card: c.Card with { Terms = c.Card.Terms.In(to) }))).ToList();
        cards = cut.GroupBy(c => (c.Merchant, c.To)).ToFrozenDictionary(g => g.Key, g => g.Select(c => c.Card).OrderBy(c => c.Id.Value).ToArray());
        byTown = cards.Where(c => c.Value.Any(card => card.Terms.NamesTowns)).Select(c => c.Key).ToFrozenSet();
        lengths = cut.GroupBy(c => c.To).ToFrozenDictionary(
            g => g.Key, g => g.SelectMany(c => c.Card.Terms.Zones.SelectMany(z => z.Places).Concat(c.Card.Terms.Remote)).Where(p => p.Country == g.Key).Select(p => p.Length).DefaultIfEmpty().Max());
    }

    /// <summary>Whether some card of a merchant tells prices in a country apart by town.</summary>
    public bool NamesTowns(MerchantId merchant, Country to) => byTown.Contains((merchant, to));

    public static BuyerCards None { get; } = new([]);

    /// <summary>A merchant's cards with a zone in a country.</summary>
    public IReadOnlyList<BuyerCard> Of(MerchantId merchant, Country to) => cards.TryGetValue((merchant, to), out var found) ? found : [];

    /// <summary>The card of a delivery method; null where it is none, or does not price for buyers there any more.</summary>
    public BuyerCard? Find(MerchantId merchant, Country to, string method)
    {
        foreach (var card in Of(merchant, to))
            if (card.MethodKey == method) return card;
        return null;
    }

    /// <summary>The part of a postcode by which some card tells prices apart; empty where none does.</summary>
    public string TellingPart(Country country, string postcode)
    {
        if (!lengths.TryGetValue(country, out var longest) || longest == 0) return "";
        var code = Postcode.Normalise(country, postcode);
        return code.Length <= longest ? code : code[..longest];
    }
}
