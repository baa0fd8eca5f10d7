namespace Storefront.Pricing;

/// <summary>When reference rates are looked for.</summary>
/// <remarks>The European Central Bank publishes them on working days at around 16:00 Central European time. 15:00 UTC is never before that, be it
/// winter or summer. Source: the bank's page on euro foreign exchange reference rates as kept on 2020-12-28, and files in its layout, checked 2026-11-30.</remarks>
public static class PublishingDay
{
    private static readonly TimeSpan AfterUtc = TimeSpan.FromHours(15);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>The newest day that ought to be published by now.</summary>
    public static DateOnly Due(DateTime nowUtc)
    {
        var day = DateOnly.FromDateTime(nowUtc - AfterUtc);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Thursday or DayOfWeek.Friday => day,
        };
    }

    /// <summary>When a day is looked for first.</summary>
    /// <param name="jitter">This node's own delay, so that not all ask at once.</param>
    public static DateTime FirstLookUtc(DateOnly due, TimeSpan jitter) => due.ToDateTime(TimeOnly.FromTimeSpan(AfterUtc), DateTimeKind.Utc) + jitter;

    /// <summary>When it is looked for again: after half an hour, then twice as long each time, six hours at most. A closing day of the bank looks
    /// like silence.</summary>
    /// <param name="tries">How often it was looked for, from 1.</param>
    public static DateTime NextLookUtc(DateTime nowUtc, int tries) => nowUtc + (tries > 4 ? LongestPause : FirstPause * (1 << (tries - 1)));
}
