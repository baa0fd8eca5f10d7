namespace Storefront.Orders;

/// <summary>A parcel that brings goods back has a label, was scanned, arrived, or was refused its label. Whoever hears it looks at the parcel's present state.</summary>
public sealed record ReturnParcelMoved(ParcelId Parcel);
