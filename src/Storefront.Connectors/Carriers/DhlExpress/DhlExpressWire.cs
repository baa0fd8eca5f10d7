namespace Storefront.Connectors.Carriers.DhlExpress;

internal sealed record DhlRates(IReadOnlyList<DhlProduct>? Products);

internal sealed record DhlProduct(
    string? ProductName,
    string? ProductCode,
    string? LocalProductCode,
    DhlWeight? Weight,
    IReadOnlyList<DhlPrice>? TotalPrice,
    IReadOnlyList<DhlBreakdown>? DetailedPriceBreakdown,
    DhlDelivery? DeliveryCapabilities);

internal sealed record DhlWeight(decimal? Provided, decimal? Volumetric);

/// <param name="CurrencyType">BILLC is what is billed, PULCL the list of the country, BASEC euros.</param>
internal sealed record DhlPrice(string? CurrencyType, string? PriceCurrency, decimal? Price);

internal sealed record DhlBreakdown(string? CurrencyType, string? PriceCurrency, IReadOnlyList<DhlBreakdownPart>? Breakdown);

internal sealed record DhlBreakdownPart(string? Name, string? ServiceCode, decimal? Price, string? PriceCurrency);

internal sealed record DhlDelivery(int? TotalTransitDays);

internal sealed record DhlShipment(string? ShipmentTrackingNumber, IReadOnlyList<DhlDocument>? Documents, IReadOnlyList<DhlPrice>? ShipmentCharges);

/// <param name="TypeCode">label, invoice and others.</param>
/// <param name="Content">Base64.</param>
internal sealed record DhlDocument(string? ImageFormat, string? Content, string? TypeCode);

internal sealed record DhlTracking(IReadOnlyList<DhlTracked>? Shipments);

internal sealed record DhlTracked(string? ShipmentTrackingNumber, IReadOnlyList<DhlEvent>? Events);

/// <param name="Date"><c>yyyy-MM-dd</c> at the place.</param>
/// <param name="Time"><c>HH:mm:ss</c> at the place.</param>
internal sealed record DhlEvent(string? Date, string? Time, string? GMTOffset, string? TypeCode, string? Description, IReadOnlyList<DhlServiceArea>? ServiceArea);

internal sealed record DhlServiceArea(string? Code, string? Description);

internal sealed record DhlPickup(IReadOnlyList<string>? DispatchConfirmationNumbers);

internal sealed record DhlFailure(string? Title, string? Detail, string? Message, IReadOnlyList<string>? AdditionalDetails)
{
    public string? Words => string.Join("; ", new[] { Detail ?? Message ?? Title }.Concat(AdditionalDetails ?? []).Where(t => !string.IsNullOrWhiteSpace(t))) is { Length: > 0 } words ? words : null;
}
