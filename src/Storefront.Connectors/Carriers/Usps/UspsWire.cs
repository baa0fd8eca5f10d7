using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.Usps;

internal sealed record UspsOptions(IReadOnlyList<UspsPricing>? PricingOptions);

internal sealed record UspsPricing(IReadOnlyList<UspsShipping>? ShippingOptions);

internal sealed record UspsShipping(string? MailClass, IReadOnlyList<UspsRateOption>? RateOptions);

internal sealed record UspsRateOption(UspsCommitment? Commitment, decimal? TotalPrice, IReadOnlyList<UspsRate>? Rates);

internal sealed record UspsCommitment(string? Name, string? ScheduleDeliveryDate);

/// <param name="RateIndicator">SP for a single piece in the sender's own packing; others are boxes and envelopes of theirs.</param>
internal sealed record UspsRate(string? MailClass, string? RateIndicator, string? ProcessingCategory, string? DestinationEntryFacilityType, decimal? Weight, decimal? DimensionalWeight);

internal sealed record UspsAuthorization(string? PaymentAuthorizationToken);

/// <summary>In one JSON document; as parts it comes as well.</summary>
internal sealed record UspsLabel(UspsLabelMetadata? LabelMetadata, string? LabelImage);

internal sealed record UspsLabelMetadata(string? TrackingNumber, decimal? Postage);

internal sealed record UspsScanForm([property: JsonPropertyName("SCANFormMetadata")] UspsScanFormMetadata? Metadata, [property: JsonPropertyName("SCANFormImage")] string? Image);

internal sealed record UspsScanFormMetadata(string? ManifestNumber);

internal sealed record UspsPickup(string? ConfirmationNumber);

internal sealed record UspsTrack(string? TrackingNumber, IReadOnlyList<UspsEvent>? TrackingEvents);

/// <param name="EventTimestamp">At the place, without an offset.</param>
internal sealed record UspsEvent(
    string? EventType,
    string? EventCode,
    string? EventTimestamp,
    [property: JsonPropertyName("GMTTimestamp")] string? GmtTimestamp,
    [property: JsonPropertyName("GMTOffset")] string? GmtOffset,
    string? EventCity,
    string? EventCountry);

/// <summary>The shapes in which they say no: that of the interfaces, and that of the tokens.</summary>
internal sealed record UspsFailure(JsonElement Error, [property: JsonPropertyName("error_description")] string? Description)
{
    public string? Words
    {
        get
        {
            if (Error.ValueKind == JsonValueKind.String) return Description ?? Error.GetString();
            if (Error.ValueKind != JsonValueKind.Object || Error.Deserialize<UspsError>(CarrierJson.Options) is not { } error) return null;
            var words = string.Join("; ", new[] { error.Message }.Concat((error.Errors ?? []).Select(e => e.Detail ?? e.Title)).Where(w => !string.IsNullOrWhiteSpace(w)).Distinct());
            return words.Length > 0 ? words : error.Code;
        }
    }
}

internal sealed record UspsError(string? Code, string? Message, IReadOnlyList<UspsErrorDetail>? Errors);

internal sealed record UspsErrorDetail(string? Title, string? Detail);

/// <summary>What was deleted.</summary>
internal sealed record UspsGone(string? TrackingNumber, string? ConfirmationNumber, string? Status);
