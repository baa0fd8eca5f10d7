namespace Storefront.Connectors.Payments.Stripe;

/// <summary>When a call is tried again under its same key, and how long to wait first.</summary>
/// <remarks>Stripe's advice in <c>Stripe-Should-Retry</c> comes first. Otherwise a conflict, a failure at Stripe's side and no answer at all are
/// tried again, as the official clients do; too many requests too, which those leave to the caller, after waits that are longer.
/// Source: docs.stripe.com/error-low-level and /rate-limits, the client npm stripe 23.1.0. Checked 2026-11-29.</remarks>
internal static class StripeRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static bool IsWorthIt(int status, string? advice) => advice switch
    {
        "true" => true,
        "false" => false,
        _ => status is 409 or 424 or 429 or >= 500,
    };

    /// <summary>Doubling from half a second to five, for too many requests from one to ten; between half of that and all of it, so that callers do not come in step.</summary>
    /// <param name="tries">How often it was tried already, from 1.</param>
    /// <param name="share">From 0 to 1, by chance.</param>
    public static TimeSpan Wait(int tries, int? status, double share)
    {
        var slower = status == 429 ? 2 : 1;
        var full = Math.Min(First.TotalSeconds * Math.Pow(2, tries - 1), Longest.TotalSeconds) * slower;
        return TimeSpan.FromSeconds(Math.Max(full * (1 + share) / 2, First.TotalSeconds * slower));
    }
}
