using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>The envelope of every answer: a 200 that may be a failure.</summary>
internal sealed record FourPxEnvelope(string? Result, string? Msg, JsonElement Data, IReadOnlyList<FourPxError>? Errors)
{
    public bool IsOk => Result == "1";

    /// <summary>The data, which some methods give as JSON inside a string.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return Data.ValueKind switch
            {
                JsonValueKind.String => JsonSerializer.Deserialize<T>(Data.GetString()!, CarrierJson.Options),
                JsonValueKind.Object or JsonValueKind.Array => Data.Deserialize<T>(CarrierJson.Options),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record FourPxError([property: JsonPropertyName("error_code")] string? Code, [property: JsonPropertyName("error_msg")] string? Message);

internal sealed record FourPxEstimate(
    [property: JsonPropertyName("logistics_product_code")] string? Product,
    [property: JsonPropertyName("logistics_product_name_en")] string? NameEn,
    [property: JsonPropertyName("logistics_product_name_cn")] string? NameCn,
    [property: JsonPropertyName("lump_sum_fee")] decimal? Total,
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("charge_weight")] int? ChargeableGrams,
    [property: JsonPropertyName("prescription_min")] int? DaysMin,
    [property: JsonPropertyName("prescription_max")] int? DaysMax);

internal sealed record FourPxCreated(
    [property: JsonPropertyName("4px_tracking_no")] string? TrackingNumber,
    [property: JsonPropertyName("ds_consignment_no")] string? Consignment,
    [property: JsonPropertyName("label_barcode")] string? LabelBarcode);

internal sealed record FourPxOrder([property: JsonPropertyName("consignment_info")] FourPxConsignment? Info);

/// <param name="Status">P forecast, V handed over, H in the warehouse, C shipped, X closed.</param>
internal sealed record FourPxConsignment(
    [property: JsonPropertyName("4px_tracking_no")] string? TrackingNumber,
    [property: JsonPropertyName("ds_consignment_no")] string? Consignment,
    [property: JsonPropertyName("ref_no")] string? Reference,
    [property: JsonPropertyName("logistics_product_code")] string? Product,
    [property: JsonPropertyName("consignment_status")] string? Status);

internal sealed record FourPxLabel([property: JsonPropertyName("label_url_info")] FourPxLabelUrls? Urls);

internal sealed record FourPxLabelUrls([property: JsonPropertyName("logistics_label")] string? Label);

internal sealed record FourPxTrack([property: JsonPropertyName("trackingList")] IReadOnlyList<FourPxScan>? Scans);

/// <param name="At">Milliseconds since 1970, or <c>yyyy-MM-dd HH:mm:ss</c> in China.</param>
internal sealed record FourPxScan(
    [property: JsonPropertyName("businessLinkCode")] string? Code,
    [property: JsonPropertyName("occurDatetime")] JsonElement At,
    [property: JsonPropertyName("occurLocation")] string? Place,
    [property: JsonPropertyName("trackingContent")] string? Text);
