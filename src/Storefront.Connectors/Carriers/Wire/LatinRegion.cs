using Storefront.Addresses;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

internal static class LatinRegion
{
    /// <summary>The address for a carrier that takes Latin letters only: a state or prefecture that a form lists in another script is named in Latin letters.
    /// What the shopper typed stays as it is.</summary>
    public static PostalAddress WithLatinRegion(this PostalAddress address) =>
        AddressForm.For(address.Country).Regions.FirstOrDefault(r => r.Key == address.Region) is { } known ? address with { Region = known.Printed(AddressScript.Latin) } : address;
}
