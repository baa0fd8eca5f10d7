using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>What is sent: the business JSON as a text inside.</summary>
internal sealed record YtoCall(string Timestamp, string Param, string Sign, string Format = "JSON");

internal sealed record YtoOlderNumber([property: JsonPropertyName("Number")] string Number);

/// <summary>An answer that is an object. Failures come in several shapes, all under a 200: <c>success</c> with <c>reason</c>, <c>apiErrorMsg</c>, <c>code</c> with <c>message</c>.</summary>
internal sealed record YtoAnswer(
    JsonElement Success, JsonElement Code, string? Reason, string? Message, string? ApiErrorMsg, string? MailNo, string? LogisticsNo, string? ShortAddress, JsonElement Data)
{
    /// <summary>The answer to a query for a number of which nothing is known, which calls itself a success.</summary>
    public const string Nothing = "1001";

    public string CodeText => Code.ValueKind switch { JsonValueKind.String => Code.GetString()!, JsonValueKind.Number => Code.GetRawText(), _ => "" };

    public string Words => First(Reason, ApiErrorMsg, Message, CodeText);

    /// <summary>Says of itself that it failed. What says neither this nor gives what was asked for cannot be read.</summary>
    public bool IsFailure => Is(Success, "false") || CodeText == "-1" || !string.IsNullOrEmpty(ApiErrorMsg) || (!string.IsNullOrEmpty(Reason) && !Is(Success, "true"));

    public bool IsWrongKey => Tells("S02") || Tells("S03") || Words.Contains("签名", StringComparison.Ordinal);

    /// <summary>A fault inside, after which nobody knows what was done.</summary>
    public bool IsFault => Tells("S07");

    public string? Pdf => Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("pdfBase64", out var pdf) && pdf.ValueKind == JsonValueKind.String && pdf.GetString() is { Length: > 0 } text ? text : null;

    private bool Tells(string code) => CodeText.Trim() == code || Words.TrimStart().StartsWith(code, StringComparison.Ordinal);

    private static bool Is(JsonElement told, string word) => told.ValueKind switch
    {
        JsonValueKind.True => word == "true",
        JsonValueKind.False => word == "false",
        JsonValueKind.String => string.Equals(told.GetString(), word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string First(params string?[] texts) => texts.FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? "";
}

/// <param name="At">In China, <c>yyyy-MM-dd HH:mm:ss</c>.</param>
internal sealed record YtoScan([property: JsonPropertyName("upload_Time")] string? At, string? InfoContent, string? ProcessInfo, string? City, string? District);

internal static class YtoAnswers
{
    /// <summary>Null when it is not an array of scans.</summary>
    public static IReadOnlyList<YtoScan>? Scans(this CarrierAnswer answer) => answer.Json() is { ValueKind: JsonValueKind.Array } ? answer.Read<List<YtoScan>>() : null;
}
