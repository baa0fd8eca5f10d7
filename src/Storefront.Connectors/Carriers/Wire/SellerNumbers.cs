using Storefront.Customs;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>The seller's numbers, each only where its authority is: whoever reads one can import at the seller's cost.</summary>
internal static class SellerNumbers
{
    private static readonly Country Germany = new("DE");

    /// <summary>The number that holds in the country where the parcel goes; null when there is none.</summary>
    public static string? SellerNumber(this LabelRequest request, TaxRegistrationKind kind) =>
        request.Registrations.FirstOrDefault(r => r.Kind == kind && Holds(r, request.Recipient.Country))?.Number;

    /// <summary>The number by which the destination's scheme for sales from abroad knows the seller.</summary>
    public static string? SellerNumber(this LabelRequest request) => request.Recipient.Country.Code switch
    {
        "NO" => request.SellerNumber(TaxRegistrationKind.Voec),
        "GB" or "CH" => request.SellerNumber(TaxRegistrationKind.Vat),
        "AU" or "NZ" or "SG" => request.SellerNumber(TaxRegistrationKind.Gst),
        _ => request.SellerNumber(TaxRegistrationKind.Ioss),
    };

    /// <summary>All numbers that hold in the country where the parcel goes, in the order in which they were given.</summary>
    public static IReadOnlyList<TaxRegistration> AllSellerNumbers(this LabelRequest request) => [.. request.Registrations.Where(r => Holds(r, request.Recipient.Country))];

    private static bool Holds(TaxRegistration registration, Country to) => registration.Kind switch
    {
        TaxRegistrationKind.Ioss => CustomsUnions.BuiltIn.SameArea(Germany, to),
        TaxRegistrationKind.Eori => CustomsUnions.BuiltIn.SameArea(registration.Country, to),
        TaxRegistrationKind.Voec or TaxRegistrationKind.Vat or TaxRegistrationKind.Gst => registration.Country == to,
    };
}
