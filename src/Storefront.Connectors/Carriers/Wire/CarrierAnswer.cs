using System.Text;
using System.Text.Json;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>What a carrier answered, whatever its status says.</summary>
/// <param name="Type">The media type with its parameters, or null.</param>
internal sealed record CarrierAnswer(int Status, string? Type, byte[] Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as a JSON document; null when it is none, as when a gateway answers in plain text or markup.</summary>
    public JsonElement? Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The body as a record of the wire; null when it is not of that shape.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, CarrierJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first characters of the body on one line, to show where nothing better can be read.</summary>
    public string Beginning => string.Join(' ', Text[..Math.Min(Text.Length, 200)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
