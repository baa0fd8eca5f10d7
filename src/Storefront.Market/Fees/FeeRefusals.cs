namespace Storefront.Fees;

public static class FeeRefusals
{
    public static readonly Refusal NotFound = new("fees.not-found");

    /// <summary>Argument: <c>highest</c>.</summary>
    public static readonly Refusal RateOutside = new Refusal("fees.rate-outside", "rate").With("highest", SetFeeRule.Highest);

    /// <summary>What lies behind cannot be charged otherwise any more.</summary>
    public static readonly Refusal DayBehind = new("fees.day-behind", "day");

    public static readonly Refusal CategoryUnknown = new("fees.category-unknown", "category");

    /// <summary>A rule for the same shop and category begins on the same day.</summary>
    public static readonly Refusal SameDay = new("fees.same-day", "day");

    public static readonly Refusal Ended = new("fees.ended");
}
