using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>Outer measures of a packed item or parcel in whole millimetres, longest side first.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct Dimensions
{
    public Dimensions(int lengthMm, int widthMm, int heightMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthMm);
        ArgumentOutOfRangeException.ThrowIfNegative(widthMm);
        ArgumentOutOfRangeException.ThrowIfNegative(heightMm);
        Span<int> sides = [lengthMm, widthMm, heightMm];
        sides.Sort();
        (LengthMm, WidthMm, HeightMm) = (sides[2], sides[1], sides[0]);
    }

    public int LengthMm { get; }

    public int WidthMm { get; }

    public int HeightMm { get; }

    public long VolumeMm3 => (long)LengthMm * WidthMm * HeightMm;

    /// <summary>Length plus the girth around the two shorter sides, in millimetres, as posts limit it.</summary>
    public int LengthPlusGirthMm => LengthMm + (2 * (WidthMm + HeightMm));

    /// <summary>Volumetric mass: cubic centimetres over the carrier's divisor, in kilograms, rounded up to a gram.</summary>
    /// <param name="divisorCm3PerKg">5000 for most express carriers, 6000 or 8000 for economy lines.</param>
    public Weight Volumetric(int divisorCm3PerKg)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisorCm3PerKg);
        // mm3 / 1000 = cm3; cm3 / divisor = kg; kg * 1000 = g: the thousands cancel.
        return new Weight(checked((int)((VolumeMm3 + divisorCm3PerKg - 1) / divisorCm3PerKg)));
    }

    /// <summary>Reads <c>220x160x150</c>, millimetres.</summary>
    public static bool TryParse(string? text, out Dimensions size)
    {
        size = default;
        var sides = text?.Split('x');
        if (sides is not { Length: 3 }) return false;
        Span<int> mm = stackalloc int[3];
        for (var i = 0; i < 3; i++)
        {
            if (!int.TryParse(sides[i], NumberStyles.None, CultureInfo.InvariantCulture, out mm[i])) return false;
        }

        size = new Dimensions(mm[0], mm[1], mm[2]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LengthMm}x{WidthMm}x{HeightMm}");

    private sealed class JsonText : TextJsonConverter<Dimensions>
    {
        protected override Dimensions Parse(string text) => TryParse(text, out var size) ? size : throw new JsonException($"'{text}' is not a size.");
    }
}
