using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.YunExpressOms;

/// <summary>Every answer: a 200 that may be a failure, and what was asked for under the one name or the other.</summary>
internal sealed record OmsEnvelope(JsonElement Code, string? Message, JsonElement Item, JsonElement Items)
{
    private const string Done = "0000";

    private const string Nobody = "1006";

    /// <summary>Null when it says neither yes nor no.</summary>
    public bool? IsOk => CodeText.Length == 0 ? null : CodeText == Done;

    /// <summary>Nobody has the number that was asked for.</summary>
    public bool IsUnknown => CodeText == Nobody;

    public string Words => Message is { Length: > 0 } ? Message : CodeText;

    private string CodeText => Code.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Code.ToString() : "";

    public T? Read<T>()
        where T : class
    {
        var told = Item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Item : Items;
        try
        {
            return told.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? told.Deserialize<T>(CarrierJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Success">1 or 0, a number or a text.</param>
/// <param name="Remark">Why not.</param>
internal sealed record OmsCreated(JsonElement Success, string? WayBillNumber, string? TrackingNumber, string? Remark)
{
    public bool IsMade => Success.ValueKind is JsonValueKind.String or JsonValueKind.Number && Success.ToString() == "1";
}

/// <param name="Status">A number that may be a text.</param>
internal sealed record OmsOrder(string? CustomerOrderNumber, string? WayBillNumber, string? TrackingNumber, string? ShippingMethodCode, JsonElement Status)
{
    private const string Deleted = "6";

    public bool IsDeleted => Status.ValueKind is JsonValueKind.String or JsonValueKind.Number && Status.ToString() == Deleted;
}

internal sealed record OmsLabel(string? Url);

internal sealed record OmsWay(IReadOnlyList<OmsScan>? OrderTrackingDetails);

/// <param name="ProcessDate"><c>yyyy-MM-ddTHH:mm:ss</c>, without a zone.</param>
internal sealed record OmsScan(string? ProcessDate, string? ProcessLocation, string? TrackNodeCode);
