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

    /// <summary>For carriers whose names begin with capitals: members are called as the code calls them.</summary>
    private static readonly JsonSerializerOptions Named = new(Options) { PropertyNamingPolicy = null };

    /// <inheritdoc cref="Write{T}"/>
    public static string WriteNamed<T>(T value) => JsonSerializer.Serialize(value, Named);

    /// <summary>Written once: sign this text, send this text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
