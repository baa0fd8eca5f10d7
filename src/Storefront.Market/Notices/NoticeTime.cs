using System.Globalization;

namespace Storefront.Notices;

/// <summary>Instants and days as values of a notice: plain, with the zone in which they are to be told. Their words are made with the mail, in the reader's language.</summary>
public static class NoticeTime
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Day = "yyyy-MM-dd";

    public static string Write(DateTime utc, TimeZoneInfo zone) => string.Create(CultureInfo.InvariantCulture, $"{utc.ToString(Instant, CultureInfo.InvariantCulture)} {zone.Id}");

    public static string Write(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>False for what is no instant. A zone that this machine does not know is told in UTC.</summary>
    public static bool TryRead(string text, out DateTime utc, out TimeZoneInfo zone)
    {
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        (utc, zone) = (default, TimeZoneInfo.Utc);
        if (at < 0 || !DateTime.TryParseExact(text[..at], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc)) return false;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text[(at + 1)..], out var known)) zone = known;
        return true;
    }

    public static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
