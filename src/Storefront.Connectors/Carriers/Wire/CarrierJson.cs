using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>How JSON is written to carriers and read from them: absent members are left out, Chinese stays Chinese, numbers may come as strings.</summary>
internal static class CarrierJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Written once: sign this text, send this text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
