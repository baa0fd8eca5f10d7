namespace Storefront.Languages;

/// <summary>How a day is written; the examples are English.</summary>
public enum DateStyle
{
    /// <summary>3 December 2026</summary>
    Long,

    /// <summary>3 Dec 2026</summary>
    Short,

    /// <summary>3 December</summary>
    Day,

    /// <summary>3 Dec</summary>
    ShortDay,

    /// <summary>Thursday 3 December</summary>
    Weekday,
}
