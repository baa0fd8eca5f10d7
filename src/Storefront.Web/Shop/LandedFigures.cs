using Storefront.Customs;
using Storefront.Pricing;

namespace Storefront.Web.Shop;

/// <summary>The figures of one landed price, wherever they come from: a quote on a product page, a checkout, a paid order. The component that
/// shows them is the same everywhere. All amounts are in the shopper's currency.</summary>
public sealed record LandedFigures
{
    public required Money Total { get; init; }

    /// <summary>After <see cref="Discount"/>.</summary>
    public required Money Goods { get; init; }

    /// <summary>What merchants' codes took off the goods; null where none counts.</summary>
    public Money? Discount { get; init; }

    /// <summary>The codes in words; null where none counts.</summary>
    public string? Codes { get; init; }

    /// <summary>The goods at their prices, before any code.</summary>
    public Money FullGoods => Discount is { } off ? Goods + off : Goods;

    public required Money Delivery { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money Fees { get; init; }

    public required AtTheDoor AtDoor { get; init; }

    /// <summary>True where no customs border lies on the way, so that there is no duty to speak of.</summary>
    public bool IsDomestic { get; init; }

    /// <summary>What may be asked at the door, where a figure can be named.</summary>
    public Money? DoorEstimate { get; init; }

    /// <summary>The total at an earlier, higher price of the goods, or null.</summary>
    public Money? Before { get; init; }

    /// <summary>The merchant's price of the goods, where it is in another currency.</summary>
    public Money? MerchantGoods { get; init; }

    /// <summary>The destination's name for its tax, or null.</summary>
    public string? TaxName { get; init; }

    public PartsPerMillion TaxRate { get; init; }

    /// <summary>Key of the delivery method, or null where it is not one.</summary>
    public string? Method { get; init; }

    /// <summary>The name of the merchant's rate card that prices it; null for a method of the platform.</summary>
    public string? MethodCard { get; init; }

    public RuleCited? Rule { get; init; }

    public IReadOnlyList<QuoteReason> Reasons { get; init; } = [];

    public IReadOnlyList<RateUsed> Rates { get; init; } = [];

    /// <summary>Until when the figures are charged as shown once checkout has begun; null where they are history.</summary>
    public TimeSpan? HeldFor { get; init; }

    public static LandedFigures Of(LandedQuote quote) => new()
    {
        Total = quote.Total,
        Goods = quote.Goods,
        Discount = quote.Discount is { IsPositive: true } off ? off : null,
        Delivery = quote.Delivery,
        Duty = quote.Duty,
        Tax = quote.Tax,
        Fees = quote.Fees,
        AtDoor = quote.Terms switch
        {
            LandedTerms.Domestic or LandedTerms.Prepaid => AtTheDoor.Nothing,
            LandedTerms.DueAtDoor => AtTheDoor.Perhaps,
            LandedTerms.Unknown => AtTheDoor.Unknown,
        },
        IsDomestic = quote.Terms == LandedTerms.Domestic,
        DoorEstimate = quote.DueAtDoor is { IsPositive: true } due ? due : null,
        MerchantGoods = quote.Lines is [var line] && line.Item.UnitPrice.Currency != quote.Currency ? line.Item.UnitPrice * line.Item.Quantity : null,
        TaxName = quote.TaxName,
        TaxRate = quote.TaxRate,
        Method = quote.Chosen.MethodKey,
        MethodCard = quote.Chosen.Card?.Name,
        Rule = quote.Rule,
        Reasons = quote.Reasons,
        Rates = quote.Rates,
        HeldFor = LandedCost.Lifetime,
    };
}

/// <summary>Whether the carrier may ask for money.</summary>
public enum AtTheDoor
{
    Nothing,

    /// <summary>Yes, about as much as is said.</summary>
    Perhaps,

    /// <summary>No rule is known, so nothing is promised.</summary>
    Unknown,
}
