using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>An answer of the platform: under the method's own name what was asked for, or a failure of the platform, of the caller or of the service behind it. All come with a 200.</summary>
/// <param name="Body">What stands under the method's name; undefined in a failure of the platform.</param>
internal sealed record TopAnswer(JsonElement Body, TopError? Error)
{
    /// <summary>Null when it is neither of the two.</summary>
    public static TopAnswer? Read(CarrierAnswer answer, string method)
    {
        if (answer.Json() is not { ValueKind: JsonValueKind.Object } json) return null;
        if (json.TryGetProperty("error_response", out var error)) return Read<TopError>(error) is { } failed ? new(default, failed) : null;
        // AliExpress's gateway writes some failures without a name around them.
        if (json.TryGetProperty("code", out var code) && code.ToString() is { Length: > 0 } and not "0") return Read<TopError>(json) is { } refused ? new(default, refused) : null;
        return json.TryGetProperty(method.Replace('.', '_') + "_response", out var body) && body.ValueKind == JsonValueKind.Object ? new(body, null) : null;
    }

    public T? Read<T>()
        where T : class => Read<T>(Body);

    /// <summary>A list, which is wrapped once more under the name of what is in it, or stands alone where the answer is simplified.</summary>
    public static IReadOnlyList<T> List<T>(JsonElement list)
        where T : class
    {
        var items = list.ValueKind == JsonValueKind.Object ? list.EnumerateObject().Select(p => p.Value).FirstOrDefault(v => v.ValueKind == JsonValueKind.Array) : list;
        return items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().Select(Read<T>).OfType<T>()] : [];
    }

    private static T? Read<T>(JsonElement element)
        where T : class
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object ? element.Deserialize<T>(Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions Options = new(CarrierJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

/// <param name="Code">A number on Taobao's gateway, a word on AliExpress's.</param>
/// <param name="Type">AliExpress's: whose fault it is.</param>
/// <param name="SubCode">Begins with <c>isp.</c> where the fault is the platform's, with <c>isv.</c> where it is the caller's.</param>
internal sealed record TopError(JsonElement Code, string? Type, string? Msg, string? Message, string? SubCode, string? SubMsg)
{
    /// <summary>Signature and session; the codes beside 25 and 27 and those in words are general knowledge, to be confirmed.</summary>
    private static readonly string[] OfCredentials = ["25", "26", "27", "28", "29", "IllegalAccessToken", "IncompleteSignature", "InvalidAppKey", "MissingAccessToken"];

    /// <summary>Too many calls; general knowledge, to be confirmed.</summary>
    private static readonly string[] OfHurry = ["7", "ApiCallLimit"];

    public bool IsOfCredentials => OfCredentials.Contains(Code.ToString());

    public bool IsOfHurry => OfHurry.Contains(Code.ToString());

    /// <summary>The platform lost the service behind it: whether that did anything is not known.</summary>
    public bool IsOfPlatform => Type is "ISP" or "SYSTEM" || SubCode?.StartsWith("isp.", StringComparison.Ordinal) == true;

    public string Words => new[] { SubMsg, Msg, Message, SubCode }.FirstOrDefault(w => !string.IsNullOrWhiteSpace(w)) ?? Code.ToString();
}

/// <summary>What an inquiry and a purchase answer.</summary>
/// <param name="IsSuccess">A boolean, a word, or nothing.</param>
/// <param name="NeedRetry">The carrier did not get to its end.</param>
internal sealed record GlobalAnswer(JsonElement IsSuccess, JsonElement NeedRetry, GlobalError? ErrorInfo, JsonElement Result)
{
    public bool IsRefused => Said(IsSuccess, "false") || ErrorInfo is { Code.Length: > 0 } or { Words.Length: > 0 };

    public bool IsToRepeat => Said(NeedRetry, "true");

    private static bool Said(JsonElement told, string word) => told.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String && string.Equals(told.ToString(), word, StringComparison.OrdinalIgnoreCase);
}

internal sealed record GlobalError(string? ErrorCode, string? ErrorMsg)
{
    public string Code => ErrorCode?.Trim() ?? "";

    public string Words => ErrorMsg?.Trim() ?? "";
}

/// <param name="TotalFee">In minor units.</param>
internal sealed record GlobalFee(string? FeeType, long? TotalFee, string? Currency);

/// <param name="FastTiming">Days.</param>
internal sealed record GlobalTiming(string? TimingType, int? FastTiming, int? SlowestTiming);

internal sealed record GlobalSolution(string? Code, string? Name, JsonElement TimingList, JsonElement FeeList);

internal sealed record GlobalSolutions(JsonElement UsableSolutionList);

internal sealed record GlobalOrder(long? LogisticsOrderId);

/// <summary>What the hand-over's interfaces answer.</summary>
internal sealed record HandOverAnswer(HandOverResult? Result);

/// <param name="Data">An object, or a text.</param>
internal sealed record HandOverResult(JsonElement Success, string? ErrorCode, string? ErrorMsg, JsonElement Data)
{
    /// <summary>Null when it says neither yes nor no.</summary>
    public bool? IsOk => Success.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String && bool.TryParse(Success.ToString(), out var said) ? said : null;

    public string Words => string.IsNullOrWhiteSpace(ErrorMsg) ? ErrorCode ?? "" : ErrorMsg;
}

/// <param name="HandoverContentCode">The bag's LP number.</param>
internal sealed record HandOverBag(long? HandoverContentId, string? HandoverContentCode);
