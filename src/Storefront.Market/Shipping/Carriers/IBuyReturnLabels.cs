namespace Storefront.Shipping;

/// <summary>Sells labels for parcels that come back: the addressee pays, and whoever sends prints the label and hands the parcel over. Bought, found and voided as any
/// other, with <see cref="LabelRequest.IsReturn"/>.</summary>
public interface IBuyReturnLabels : IBuyLabels
{
    /// <summary>Whether the carrier takes parcels back on this way.</summary>
    bool TakesBack(Country from, Country to);
}
