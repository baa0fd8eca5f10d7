using System.Text.Json;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>The envelope of every answer that is no error.</summary>
internal sealed record FedExAnswer<T>(string? TransactionId, T? Output);

internal sealed record FedExRates(IReadOnlyList<FedExService>? RateReplyDetails);

internal sealed record FedExService(string? ServiceType, string? ServiceName, FedExCommit? Commit, IReadOnlyList<FedExRated>? RatedShipmentDetails);

/// <param name="TransitDays">A number where it is told; other shapes are not read.</param>
internal sealed record FedExCommit(string? Label, JsonElement TransitDays);

/// <param name="RateType">ACCOUNT is what the account pays, LIST what everybody pays.</param>
internal sealed record FedExRated(string? RateType, decimal? TotalNetCharge, string? Currency, FedExRateDetail? ShipmentRateDetail, IReadOnlyList<FedExRatedPackage>? RatedPackages);

internal sealed record FedExRateDetail(string? Currency, IReadOnlyList<FedExSurcharge>? SurCharges, FedExWeight? TotalBillingWeight);

internal sealed record FedExRatedPackage(FedExPackageRate? PackageRateDetail);

internal sealed record FedExPackageRate(IReadOnlyList<FedExSurcharge>? Surcharges);

internal sealed record FedExSurcharge(string? Type, string? Description, decimal? Amount);

/// <param name="Units">KG or LB.</param>
internal sealed record FedExWeight(string? Units, decimal? Value);

internal sealed record FedExShipments(IReadOnlyList<FedExShipment>? TransactionShipments);

internal sealed record FedExShipment(
    string? MasterTrackingNumber,
    string? ServiceType,
    IReadOnlyList<FedExPiece>? PieceResponses,
    IReadOnlyList<FedExDocument>? ShipmentDocuments,
    FedExCompleted? CompletedShipmentDetail);

internal sealed record FedExPiece(string? TrackingNumber, IReadOnlyList<FedExDocument>? PackageDocuments);

/// <param name="EncodedLabel">Base64.</param>
internal sealed record FedExDocument(string? ContentType, string? DocType, string? EncodedLabel);

internal sealed record FedExCompleted(FedExShipmentRating? ShipmentRating);

internal sealed record FedExShipmentRating(string? ActualRateType, IReadOnlyList<FedExShipmentRate>? ShipmentRateDetails);

internal sealed record FedExShipmentRate(string? RateType, decimal? TotalNetCharge, string? Currency);

internal sealed record FedExCancelled(bool? CancelledShipment);

internal sealed record FedExTracks(IReadOnlyList<FedExTracked>? CompleteTrackResults);

internal sealed record FedExTracked(string? TrackingNumber, IReadOnlyList<FedExTrack>? TrackResults);

internal sealed record FedExTrack(FedExStatus? LatestStatusDetail, IReadOnlyList<FedExScan>? ScanEvents, FedExError? Error, FedExTrackedNumber? TrackingNumberInfo = null);

internal sealed record FedExTrackedNumber(string? TrackingNumber);

internal sealed record FedExStatus(string? Code);

/// <param name="Date">ISO 8601 with the place's offset.</param>
internal sealed record FedExScan(string? Date, string? EventType, string? EventDescription, string? ExceptionCode, FedExPlace? ScanLocation);

internal sealed record FedExPlace(string? City, string? CountryCode);

internal sealed record FedExFailure(IReadOnlyList<FedExError>? Errors)
{
    public string? Words => Errors is [_, ..] ? string.Join("; ", Errors.Select(e => $"{e.Code}: {e.Message}")) : null;
}

internal sealed record FedExError(string? Code, string? Message);
