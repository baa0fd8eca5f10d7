using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>Every answer of the gateway, whose success is a word; its own failures come as XML, even to calls in JSON.</summary>
/// <param name="Code">Null when nothing failed.</param>
internal sealed record CainiaoEnvelope(bool IsOk, string? Code, string? Message, JsonElement Data)
{
    /// <summary>Null when it is neither of the two.</summary>
    public static CainiaoEnvelope? Read(CarrierAnswer answer)
    {
        if (answer.Read<CainiaoJson>() is { Success: { ValueKind: JsonValueKind.True or JsonValueKind.False or JsonValueKind.String } success } json)
        {
            return new(success.ValueKind == JsonValueKind.True || (success.ValueKind == JsonValueKind.String && IsTrue(success.GetString())), json.ErrorCode, json.ErrorMsg, json.Data);
        }

        if (CarrierXml.Read(answer.Text)?.DescendantsAndSelf().FirstOrDefault(e => e.Element("success") is not null) is not { } xml) return null;
        return new(IsTrue(xml.Text("success")), xml.Text("errorCode"), xml.Text("errorMsg"), default);
    }

    public T? Read<T>()
        where T : class
    {
        try
        {
            return Data.ValueKind == JsonValueKind.Object ? Data.Deserialize<T>(CarrierJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTrue(string? word) => string.Equals(word, "true", StringComparison.OrdinalIgnoreCase);

    private sealed record CainiaoJson(JsonElement Success, string? ErrorCode, string? ErrorMsg, JsonElement Data);
}

/// <param name="OrderCode">LP and digits.</param>
/// <param name="TrackingNumber">Of the carrier at the destination; null where it is still to come.</param>
internal sealed record CainiaoCreated(string? OrderCode, string? TrackingNumber, string? LaneCode);

/// <param name="WaybillPdfData">Base64.</param>
internal sealed record CainiaoWaybill(string? TrackingNumber, string? WaybillPdfData, string? LaneCode);

internal sealed record CainiaoTrack(IReadOnlyList<CainiaoScan>? TraceDetailList);

/// <param name="Time">Local, <c>yyyy-MM-dd HH:mm:ss</c>.</param>
/// <param name="TimeZone">Such as <c>+8</c> or <c>+08:00</c>.</param>
internal sealed record CainiaoScan(string? Time, string? TimeZone, string? ActionCode, string? Desc);

internal sealed record CainiaoBigBag(string? BigBagTrackingNumber);

/// <summary>TRACEPUSH, which the gateway posts to us.</summary>
internal sealed record CainiaoPush(string? MailNos, string? TxLogisticID, IReadOnlyList<CainiaoTrace>? Traces);

/// <param name="OutBizCode">Tells two events apart.</param>
internal sealed record CainiaoTrace(string? Time, string? Tz, string? Action, string? Desc, string? FacilityName, string? Country, string? OutBizCode);
