namespace Storefront.Payments;

/// <summary>How far a provider's list of events has been walked, so that what a webhook did not bring is found whenever we come back.</summary>
public sealed class NewsCursor
{
    private NewsCursor()
    {
    }

    public string Provider { get; private set; } = "";

    /// <summary>What happened before was looked through.</summary>
    public DateTime SinceUtc { get; private set; }

    /// <summary>When the walk that is under way began; null between two walks.</summary>
    public DateTime? WalkBeganAtUtc { get; private set; }

    /// <summary>Where its next page begins; null for its first.</summary>
    public string? After { get; private set; }

    public DateTime LookAtUtc { get; private set; }

    public int Version { get; private set; }

    public static NewsCursor Of(string provider, DateTime sinceUtc, DateTime nowUtc) => new() { Provider = provider, SinceUtc = sinceUtc, LookAtUtc = nowUtc };

    /// <summary>Takes the walk for so long; another node goes on with it when it is not continued by then.</summary>
    public void Take(DateTime untilUtc, DateTime nowUtc)
    {
        WalkBeganAtUtc ??= nowUtc;
        LookAtUtc = untilUtc;
        Version++;
    }

    public void WalkedTo(string? after, DateTime untilUtc)
    {
        (After, LookAtUtc) = (after, untilUtc);
        Version++;
    }

    public void WalkedThrough(DateTime lookAtUtc)
    {
        (SinceUtc, WalkBeganAtUtc, After, LookAtUtc) = (WalkBeganAtUtc ?? SinceUtc, null, null, lookAtUtc);
        Version++;
    }
}
