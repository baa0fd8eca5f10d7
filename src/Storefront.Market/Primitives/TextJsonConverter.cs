using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>Writes a value type as one JSON string, also as a property name.</summary>
public abstract class TextJsonConverter<T> : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is text."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString()!);

    /// <exception cref="JsonException">The text is no <typeparamref name="T"/>.</exception>
    protected abstract T Parse(string text);
}

/// <summary>Writes an id as its GUID.</summary>
public sealed class IdJsonConverter<T> : TextJsonConverter<T>
    where T : struct, IId<T>
{
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value.ToString());

    protected override T Parse(string text) => Guid.TryParse(text, out var id) ? T.From(id) : throw new JsonException("Not an id.");
}
