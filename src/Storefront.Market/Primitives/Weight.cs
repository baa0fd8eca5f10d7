using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>A mass in whole grams. Carriers bill on this or on volume, whichever is greater.</summary>
[JsonConverter(typeof(JsonGrams))]
public readonly record struct Weight
{
    public Weight(int grams)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(grams);
        Grams = grams;
    }

    public int Grams { get; }

    public decimal Kilograms => Grams / 1000m;

    public static Weight operator +(Weight a, Weight b) => new(checked(a.Grams + b.Grams));

    public static Weight operator *(Weight a, int quantity) => new(checked(a.Grams * quantity));

    public static Weight Max(Weight a, Weight b) => a.Grams >= b.Grams ? a : b;


    private sealed class JsonGrams : JsonConverter<Weight>
    {
        public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Grams);
    }
}
