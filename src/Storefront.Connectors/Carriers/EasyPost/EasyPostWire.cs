using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront.Connectors.Carriers.EasyPost;

/// <param name="Mode"><c>test</c> or <c>production</c>, by the key.</param>
/// <param name="RefundStatus">Null, or submitted, refunded, rejected.</param>
internal sealed record EasyPostShipment(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("mode")] string? Mode,
    [property: JsonPropertyName("reference")] string? Reference,
    [property: JsonPropertyName("created_at")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("tracking_code")] string? TrackingCode,
    [property: JsonPropertyName("refund_status")] string? RefundStatus,
    [property: JsonPropertyName("rates")] IReadOnlyList<EasyPostRate>? Rates,
    [property: JsonPropertyName("messages")] IReadOnlyList<EasyPostMessage>? Messages,
    [property: JsonPropertyName("selected_rate")] EasyPostRate? SelectedRate,
    [property: JsonPropertyName("postage_label")] EasyPostLabel? Label,
    [property: JsonPropertyName("tracker")] EasyPostTracker? Tracker,
    [property: JsonPropertyName("fees")] IReadOnlyList<EasyPostFee>? Fees);

/// <param name="Amount">A decimal in a string.</param>
internal sealed record EasyPostRate(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("carrier")] string? Carrier,
    [property: JsonPropertyName("service")] string? Service,
    [property: JsonPropertyName("rate")] string? Amount,
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("delivery_days")] int? DeliveryDays,
    [property: JsonPropertyName("est_delivery_days")] int? EstimatedDays)
{
    public string Key => $"{Carrier}:{Service}";
}

/// <summary>What one of the carriers behind the account said; the call itself did not fail.</summary>
internal sealed record EasyPostMessage(
    [property: JsonPropertyName("carrier")] string? Carrier,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("message")] string? Message);

internal sealed record EasyPostLabel(
    [property: JsonPropertyName("label_url")] string? Url,
    [property: JsonPropertyName("label_file_type")] string? FileType,
    [property: JsonPropertyName("label_pdf_url")] string? PdfUrl,
    [property: JsonPropertyName("label_zpl_url")] string? ZplUrl);

internal sealed record EasyPostFee(
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("amount")] string? Amount,
    [property: JsonPropertyName("charged")] bool Charged);

internal sealed record EasyPostTracker(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("tracking_code")] string? TrackingCode,
    [property: JsonPropertyName("shipment_id")] string? ShipmentId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("carrier")] string? Carrier,
    [property: JsonPropertyName("tracking_details")] IReadOnlyList<EasyPostScan>? Details);

internal sealed record EasyPostScan(
    [property: JsonPropertyName("datetime")] DateTimeOffset? At,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("carrier_code")] string? CarrierCode,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("tracking_location")] EasyPostPlace? Place);

internal sealed record EasyPostPlace(
    [property: JsonPropertyName("city")] string? City,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("country")] string? Country,
    [property: JsonPropertyName("zip")] string? Zip);

internal sealed record EasyPostPickup(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("confirmation")] string? Confirmation,
    [property: JsonPropertyName("pickup_rates")] IReadOnlyList<EasyPostRate>? Rates,
    [property: JsonPropertyName("messages")] IReadOnlyList<EasyPostMessage>? Messages);

internal sealed record EasyPostScanForm(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("form_url")] string? FormUrl,
    [property: JsonPropertyName("confirmation")] string? Confirmation);

internal sealed record EasyPostEvent(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("result")] JsonElement Result);

internal sealed record EasyPostFailure([property: JsonPropertyName("error")] EasyPostError? Error);

/// <param name="Errors">Objects with field and message, or plain strings.</param>
internal sealed record EasyPostError(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] JsonElement Message,
    [property: JsonPropertyName("errors")] IReadOnlyList<JsonElement>? Errors)
{
    /// <summary>All that it says, on one line.</summary>
    public string Words => string.Join("; ", new[] { Text(Message) }.Concat((Errors ?? []).Select(Text)).Where(t => t.Length > 0));

    private static string Text(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => said.GetString()!,
        JsonValueKind.Object => string.Join(" ", new[] { Member(said, "field"), Member(said, "message") }.Where(t => t.Length > 0)),
        _ => "",
    };

    private static string Member(JsonElement said, string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
