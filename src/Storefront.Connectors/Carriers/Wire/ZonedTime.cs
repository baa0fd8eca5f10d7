using System.Globalization;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Local times as Asian carriers write them, with the zone beside them or known.</summary>
internal static class ZonedTime
{
    /// <summary>All of China is on one time, eight hours ahead of universal time, without summer time since 1992.</summary>
    public static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Universal time of <c>yyyy-MM-dd HH:mm:ss</c>; null when it is not of that shape.</summary>
    public static DateTime? Utc(string? local, TimeSpan offset) =>
        DateTime.TryParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? new DateTimeOffset(read, offset).UtcDateTime : null;

    /// <summary>Reads <c>+8</c>, <c>+08:00</c> or <c>-3:30</c>; null when it is none of them.</summary>
    public static TimeSpan? Offset(string? zone)
    {
        if (string.IsNullOrWhiteSpace(zone)) return null;
        var parts = zone.Trim().TrimStart('+', '-').Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)) return null;
        var minutes = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)) return null;
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone.Trim().StartsWith('-') ? -offset : offset;
    }
}
