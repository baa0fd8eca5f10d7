using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront.Connectors.Carriers.Karrio;

internal sealed record KarrioRates([property: JsonPropertyName("rates")] IReadOnlyList<KarrioRate>? Rates, [property: JsonPropertyName("messages")] IReadOnlyList<KarrioMessage>? Messages);

/// <param name="CarrierId">Of the connection, of which one carrier may have several.</param>
internal sealed record KarrioRate(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("carrier_name")] string? CarrierName,
    [property: JsonPropertyName("carrier_id")] string? CarrierId,
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("service")] string? Service,
    [property: JsonPropertyName("total_charge")] decimal? TotalCharge,
    [property: JsonPropertyName("transit_days")] int? TransitDays,
    [property: JsonPropertyName("extra_charges")] IReadOnlyList<KarrioCharge>? ExtraCharges,
    [property: JsonPropertyName("test_mode")] bool? TestMode)
{
    public string Key => $"{CarrierId}:{Service}";
}

internal sealed record KarrioCharge([property: JsonPropertyName("name")] string? Name, [property: JsonPropertyName("amount")] decimal? Amount, [property: JsonPropertyName("currency")] string? Currency);

/// <summary>What a carrier behind the server said, also where the call itself did not fail.</summary>
internal sealed record KarrioMessage(
    [property: JsonPropertyName("carrier_id")] string? CarrierId,
    [property: JsonPropertyName("code")] JsonElement Code,
    [property: JsonPropertyName("message")] JsonElement Message)
{
    public string Words => string.Join(": ", new[] { Text(Code), Text(Message) }.Where(t => t.Length > 0));

    private static string Text(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => said.GetString()!,
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => said.GetRawText(),
    };
}

internal sealed record KarrioShipments([property: JsonPropertyName("results")] IReadOnlyList<KarrioShipment>? Results);

/// <param name="Status">draft until it is bought, cancelled when it was voided.</param>
internal sealed record KarrioShipment(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("reference")] string? Reference,
    [property: JsonPropertyName("created_at")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("tracking_number")] string? TrackingNumber,
    [property: JsonPropertyName("carrier_name")] string? CarrierName,
    [property: JsonPropertyName("label_type")] string? LabelType,
    [property: JsonPropertyName("label_url")] string? LabelUrl,
    [property: JsonPropertyName("test_mode")] bool? TestMode,
    [property: JsonPropertyName("rates")] IReadOnlyList<KarrioRate>? Rates,
    [property: JsonPropertyName("messages")] IReadOnlyList<KarrioMessage>? Messages,
    [property: JsonPropertyName("selected_rate")] KarrioRate? SelectedRate,
    [property: JsonPropertyName("shipping_documents")] IReadOnlyList<KarrioDocument>? Documents);

internal sealed record KarrioDocument(
    [property: JsonPropertyName("category")] string? Category,
    [property: JsonPropertyName("format")] string? Format,
    [property: JsonPropertyName("base64")] string? Base64);

internal sealed record KarrioPickup(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("confirmation_number")] string? ConfirmationNumber,
    [property: JsonPropertyName("pickup_charge")] KarrioCharge? Charge);

/// <param name="ShipmentIdentifiers">Of all that were put on it.</param>
internal sealed record KarrioManifest(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("shipment_identifiers")] IReadOnlyList<string>? ShipmentIdentifiers);

internal sealed record KarrioPush([property: JsonPropertyName("event")] string? Event, [property: JsonPropertyName("data")] JsonElement Data);

internal sealed record KarrioTracker(
    [property: JsonPropertyName("tracking_number")] string? TrackingNumber,
    [property: JsonPropertyName("test_mode")] bool? TestMode,
    [property: JsonPropertyName("events")] IReadOnlyList<KarrioEvent>? Events);

/// <param name="Timestamp">ISO 8601 where it is told; else date and time of the place.</param>
internal sealed record KarrioEvent(
    [property: JsonPropertyName("date")] string? Date,
    [property: JsonPropertyName("time")] string? Time,
    [property: JsonPropertyName("timestamp")] string? Timestamp,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("location")] string? Location);

/// <summary>The shapes in which it says no: its own errors, and messages of the carriers behind it.</summary>
internal sealed record KarrioFailure([property: JsonPropertyName("errors")] IReadOnlyList<KarrioMessage>? Errors, [property: JsonPropertyName("messages")] IReadOnlyList<KarrioMessage>? Messages)
{
    public string? Words => KarrioMapping.Words([.. Errors ?? [], .. Messages ?? []]);
}
