using System.Buffers.Text;
using System.Text.Json.Serialization;
using Storefront.Shipping.Rates;

namespace Storefront.Shipping;

/// <summary>A rate card by which buyers pay for delivery: what it asks in one country, and what its carrier's service can do. A quote is made by it, and an order keeps it as it was.</summary>
/// <param name="Version">Of the card; another version is another price.</param>
/// <param name="Name">As the buyer reads it.</param>
/// <param name="Incoterm">Who pays what is due at the border, as the card says: the addressee (DAP) or, billed by the carrier, the merchant (DDP).</param>
/// <param name="Schemes">Tax collection schemes whose number the service passes on to customs.</param>
/// <param name="TakesBatteries">It takes every lithium battery that lies in or beside equipment.</param>
/// <param name="Refuses">Goods with a hazard that it does not take.</param>
/// <param name="Terms">Cut down to one country.</param>
public sealed record BuyerCard(
    RateCardId Id, int Version, string Name, string Carrier, string Service, Incoterm Incoterm, IReadOnlyList<string> Schemes, bool TakesBatteries, IReadOnlyList<SensitiveGoods> Refuses, CardTerms Terms)
{
    /// <summary>The longest side of a parcel that is priced at all.</summary>
    private const int LongestMm = 10_000;

    /// <summary>Its service goes to its carrier's pickup points too.</summary>
    public bool GoesToPoints { get; init; }

    private const string Prefix = "card-";

    /// <summary>The key of its delivery method, which quotes and orders keep; it stays when the card changes.</summary>
    [JsonIgnore]
    public string MethodKey => KeyOf(Id);

    public static string KeyOf(RateCardId id) => Prefix + Base64Url.EncodeToString(id.Value.ToByteArray());

    /// <summary>Whether a delivery method is one of a card, of whichever merchant.</summary>
    public static bool IsKey(string method) => method.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What the card asks for a parcel, in its own currency; null where no zone holds the address, the parcel is too heavy or the service does not take what is inside.</summary>
    /// <param name="town">As <see cref="PostalAddress.Places"/> gives it.</param>
    /// <param name="size">Longest first, as <see cref="ParcelSize.Fold"/> gives them.</param>
    public DeliveryOption? Offer(Country to, string? postcode, string? town, long grams, (long LengthMm, long WidthMm, long HeightMm) size, bool hasBattery, IReadOnlyCollection<SensitiveGoods> sensitive)
    {
        if ((hasBattery && !TakesBatteries) || Refuses.Any(sensitive.Contains) || size.LengthMm > LongestMm || grams > CardFile.HeaviestKilograms * 1000) return null;
        var quote = CardQuote.Of(Terms, to, postcode, town, new Weight((int)grams), new Dimensions((int)size.LengthMm, (int)size.WidthMm, (int)size.HeightMm));
        if (!quote.Succeeded) return null;
        var asked = quote.Value;
        return new DeliveryOption(MethodKey, asked.Total, asked.DaysOnTheWay.Least, asked.DaysOnTheWay.Most, asked.Chargeable, asked.Area is not null, asked.CausedByArea) { Card = this };
    }
}
