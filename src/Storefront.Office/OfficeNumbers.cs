using System.Globalization;

namespace Storefront.Office;

/// <summary>Reads measures and days as people type them. Whether they are allowed, the operation says.</summary>
internal static class OfficeNumbers
{
    private const int LongestSideMm = 10_000;

    /// <summary>Whole grams, more than none.</summary>
    public static bool TryWeight(string? text, out Weight weight)
    {
        var good = int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var grams) && grams is > 0 and <= 1_000_000;
        weight = good ? new Weight(grams) : default;
        return good;
    }

    /// <summary>Three sides in centimetres with at most one digit after the mark.</summary>
    public static bool TrySize(string? length, string? width, string? height, out Dimensions size)
    {
        var good = TrySide(length, out var l) & TrySide(width, out var w) & TrySide(height, out var h);
        size = good ? new Dimensions(l, w, h) : default;
        return good;
    }

    /// <summary>Point or comma as the decimal mark, no grouping.</summary>
    public static bool TryDecimal(string? text, out decimal number) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    public static bool TryMoney(string? text, Currency currency, out Money money) => Money.TryParse(text?.Trim().Replace(',', '.'), currency, out money);

    /// <summary>A day as a date field sends it; null where none was given.</summary>
    /// <returns>False where something else stands there.</returns>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || string.IsNullOrWhiteSpace(text);
    }

    private static bool TrySide(string? text, out int millimetres)
    {
        millimetres = 0;
        if (!TryDecimal(text, out var centimetres) || centimetres is <= 0 or > LongestSideMm / 10m) return false;
        var exact = centimetres * 10;
        if (exact != decimal.Truncate(exact)) return false;
        millimetres = (int)exact;
        return true;
    }
}
