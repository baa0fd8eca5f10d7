namespace Storefront.Payments;

/// <summary>How far a list of events has been walked, so that what a webhook did not bring is found whenever we come back.</summary>
/// <param name="SinceUtc">What happened before was looked through.</param>
/// <param name="BeganAtUtc">When the walk that is under way began; null between two walks.</param>
/// <param name="After">Where its next page begins; null for its first.</param>
public readonly record struct NewsWalk(DateTime SinceUtc, DateTime? BeganAtUtc, string? After, DateTime LookAtUtc)
{
    public static NewsWalk From(DateTime sinceUtc, DateTime nowUtc) => new(sinceUtc, null, null, nowUtc);

    /// <summary>Takes the walk for so long; another node goes on with it when it is not continued by then.</summary>
    public NewsWalk Taken(DateTime untilUtc, DateTime nowUtc) => this with { BeganAtUtc = BeganAtUtc ?? nowUtc, LookAtUtc = untilUtc };

    public NewsWalk To(string? after, DateTime untilUtc) => this with { After = after, LookAtUtc = untilUtc };

    public NewsWalk Through(DateTime lookAtUtc) => From(BeganAtUtc ?? SinceUtc, lookAtUtc);

    /// <summary>The next walk leaves out what is older: nobody waited for it.</summary>
    public NewsWalk NotBefore(DateTime utc) => BeganAtUtc is null && SinceUtc < utc ? this with { SinceUtc = utc } : this;
}
