using System.Globalization;

namespace Storefront.Office;

/// <summary>A day in an address, at whose end (UTC) balances are shown.</summary>
internal static class AsOfDay
{
    /// <summary>The first instant that does not count any more; null for now, as without a day.</summary>
    public static DateTime? BeforeUtc(string? asOf) => DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
        ? day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null;
}
