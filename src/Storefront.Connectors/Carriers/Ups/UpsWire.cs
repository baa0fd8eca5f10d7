using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.Ups;

internal sealed record UpsRates(UpsRateResponse? RateResponse);

internal sealed record UpsRateResponse([property: JsonConverter(typeof(OneOrMany<UpsRated>))] IReadOnlyList<UpsRated>? RatedShipment);

internal sealed record UpsRated(
    UpsCode? Service,
    UpsMoney? TotalCharges,
    UpsNegotiated? NegotiatedRateCharges,
    UpsWeight? BillingWeight,
    [property: JsonConverter(typeof(OneOrMany<UpsCharge>))] IReadOnlyList<UpsCharge>? ItemizedCharges,
    [property: JsonConverter(typeof(OneOrMany<UpsRatedPackage>))] IReadOnlyList<UpsRatedPackage>? RatedPackage,
    UpsTimeInTransit? TimeInTransit,
    UpsGuaranteed? GuaranteedDelivery);

internal sealed record UpsRatedPackage(
    [property: JsonConverter(typeof(OneOrMany<UpsCharge>))] IReadOnlyList<UpsCharge>? ItemizedCharges,
    UpsNegotiated? NegotiatedCharges);

/// <summary>What the account pays, where it has prices of its own.</summary>
internal sealed record UpsNegotiated(UpsMoney? TotalCharge, [property: JsonConverter(typeof(OneOrMany<UpsCharge>))] IReadOnlyList<UpsCharge>? ItemizedCharges);

internal sealed record UpsCharge(string? Code, string? Description, string? CurrencyCode, string? MonetaryValue);

internal sealed record UpsCode(string? Code, string? Description);

/// <param name="MonetaryValue">A decimal in a string, like all their numbers.</param>
internal sealed record UpsMoney(string? CurrencyCode, string? MonetaryValue);

internal sealed record UpsWeight(UpsCode? UnitOfMeasurement, string? Weight);

internal sealed record UpsTimeInTransit(UpsServiceSummary? ServiceSummary);

internal sealed record UpsServiceSummary(UpsArrival? EstimatedArrival);

internal sealed record UpsArrival(int? BusinessDaysInTransit, int? TotalTransitDays);

internal sealed record UpsGuaranteed(int? BusinessDaysInTransit);

internal sealed record UpsShipped(UpsShipmentResponse? ShipmentResponse);

internal sealed record UpsShipmentResponse(UpsShipmentResults? ShipmentResults);

internal sealed record UpsShipmentResults(
    string? ShipmentIdentificationNumber,
    UpsShipmentCharges? ShipmentCharges,
    UpsNegotiated? NegotiatedRateCharges,
    [property: JsonConverter(typeof(OneOrMany<UpsPackage>))] IReadOnlyList<UpsPackage>? PackageResults,
    [property: JsonConverter(typeof(OneOrMany<UpsForm>))] IReadOnlyList<UpsForm>? Form);

internal sealed record UpsShipmentCharges(UpsMoney? TotalCharges);

internal sealed record UpsPackage(string? TrackingNumber, UpsImage? ShippingLabel);

/// <param name="GraphicImage">Base64.</param>
internal sealed record UpsImage(UpsCode? ImageFormat, string? GraphicImage);

internal sealed record UpsForm(UpsImage? Image);

internal sealed record UpsVoided(UpsVoidResponse? VoidShipmentResponse);

internal sealed record UpsVoidResponse(UpsVoidSummary? SummaryResult);

/// <param name="Status">1 when it is done.</param>
internal sealed record UpsVoidSummary(UpsCode? Status);

internal sealed record UpsTracked(UpsTrackResponse? TrackResponse);

internal sealed record UpsTrackResponse(IReadOnlyList<UpsTrackedShipment>? Shipment);

internal sealed record UpsTrackedShipment(IReadOnlyList<UpsTrackedPackage>? Package);

internal sealed record UpsTrackedPackage(string? TrackingNumber, IReadOnlyList<UpsActivity>? Activity, UpsStatus? CurrentStatus);

/// <param name="Date"><c>yyyyMMdd</c> at the place.</param>
/// <param name="Time"><c>HHmmss</c> at the place.</param>
internal sealed record UpsActivity(string? Date, string? Time, string? GmtDate, string? GmtTime, string? GmtOffset, UpsStatus? Status, UpsLocation? Location);

internal sealed record UpsStatus(string? Type, string? Code, string? Description);

internal sealed record UpsLocation(UpsPlace? Address);

internal sealed record UpsPlace(string? City, string? CountryCode, string? Country);

/// <summary>The shapes in which they say no: that of the REST interfaces, that of the old ones.</summary>
internal sealed record UpsFailure(UpsErrors? Response, UpsFault? Fault)
{
    public string? Words => Response?.Errors is [_, ..] errors ? string.Join("; ", errors.Select(e => $"{e.Code}: {e.Message}")) : Fault?.Detail?.Errors?.ErrorDetail?.PrimaryErrorCode is { } code ? $"{code.Code}: {code.Description}" : null;
}

internal sealed record UpsErrors(IReadOnlyList<UpsError>? Errors);

internal sealed record UpsError(string? Code, string? Message);

internal sealed record UpsFault(UpsFaultDetail? Detail);

internal sealed record UpsFaultDetail(UpsFaultErrors? Errors);

internal sealed record UpsFaultErrors(UpsErrorDetail? ErrorDetail);

internal sealed record UpsErrorDetail(UpsCode? PrimaryErrorCode);
