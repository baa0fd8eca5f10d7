using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>Every answer but that of the token: a 200 that may be a failure.</summary>
internal sealed record YunExpressEnvelope(JsonElement Success, JsonElement Code, string? Msg, JsonElement Result)
{
    /// <summary>Null when it says neither yes nor no.</summary>
    public bool? IsOk => Success.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(Success.GetString(), out var told) => told,
        _ => null,
    };

    public string Words => Msg is { Length: > 0 } ? Msg : Code.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Code.ToString() : "";

    public T? Read<T>()
        where T : class
    {
        try
        {
            return Result.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Result.Deserialize<T>(CarrierJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record YunExpressToken(string? AccessToken, int? ExpiresIn, string? Msg);

/// <summary>Of a purchase, and of a look-up.</summary>
/// <param name="Tracking">Of the carrier at the destination; absent while it is still to come.</param>
internal sealed record YunExpressOrder(
    [property: JsonPropertyName("waybill_number")] string? Waybill,
    [property: JsonPropertyName("tracking_number")] string? Tracking,
    [property: JsonPropertyName("customer_order_number")] string? Reference,
    [property: JsonPropertyName("product_code")] string? Product);

/// <param name="Text">Base64.</param>
internal sealed record YunExpressLabel([property: JsonPropertyName("url")] string? Url, [property: JsonPropertyName("label_string")] string? Text, [property: JsonPropertyName("label_type")] string? Type);

/// <summary>One part of a product's price.</summary>
/// <param name="Days">Such as <c>5-8</c>, or a number.</param>
internal sealed record YunExpressFee(
    [property: JsonPropertyName("product_code")] string? Product,
    [property: JsonPropertyName("product_name")] string? Name,
    [property: JsonPropertyName("calculate_amount")] decimal? Amount,
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("interval_day")] JsonElement Days);

/// <param name="Status">N not found, F forecast, T on its way, D delivered, E perhaps in trouble, R returned, C cancelled.</param>
internal sealed record YunExpressTrack([property: JsonPropertyName("package_status")] string? Status, [property: JsonPropertyName("track_Info")] YunExpressWay? Way);

internal sealed record YunExpressWay([property: JsonPropertyName("track_events")] IReadOnlyList<YunExpressScan>? Scans);

internal sealed record YunExpressScan(
    [property: JsonPropertyName("process_utc_time")] string? AtUtc,
    [property: JsonPropertyName("process_country")] string? Country,
    [property: JsonPropertyName("process_city")] string? City,
    [property: JsonPropertyName("process_location")] string? Place,
    [property: JsonPropertyName("track_node_code")] string? Code);
