namespace Storefront.Payouts;

/// <summary>How often a merchant is paid. Days begin at midnight UTC.</summary>
public enum PayoutSchedule
{
    Daily,

    /// <summary>On Mondays.</summary>
    Weekly,

    /// <summary>On the first of the month.</summary>
    Monthly,

    /// <summary>When the merchant asks.</summary>
    ByHand,
}

public static class PayoutDays
{
    /// <summary>The next day of payment after an instant; null when the merchant asks for each.</summary>
    public static DateTime? NextAfter(this PayoutSchedule schedule, DateTime utc)
    {
        var day = utc.Date;
        return schedule switch
        {
            PayoutSchedule.Daily => day.AddDays(1),
            PayoutSchedule.Weekly => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
            PayoutSchedule.Monthly => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1),
            PayoutSchedule.ByHand => null,
        };
    }
}
