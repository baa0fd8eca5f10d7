namespace Storefront.Payments;

/// <summary>Under which of its keys an operation is asked for at a provider, and whether that one has failed (<see cref="ProviderKeys"/>).</summary>
/// <param name="Generation">How often the key was replaced.</param>
/// <param name="FailedAtUtc">From then on the present key counts as failed and nothing is sent under it; null while no failure was met. It lies a wait ahead as long as the failure may have been a
/// passing one.</param>
public readonly record struct KeyState(int Generation, DateTime? FailedAtUtc)
{
    public bool MaySend(DateTime nowUtc) => !(FailedAtUtc <= nowUtc);

    /// <summary>Nothing was sent under it for so long that none of its calls can still be under way: the next one is due.</summary>
    public bool IsOver(DateTime nowUtc) => FailedAtUtc + ProviderKeys.Wait <= nowUtc;

    /// <summary>The key was answered with a failure and made nothing.</summary>
    /// <param name="repeats">The provider says that it kept that answer: the key will never make anything.</param>
    public KeyState Failed(bool repeats, DateTime nowUtc)
    {
        var failed = repeats ? nowUtc : nowUtc + ProviderKeys.Wait;
        return this with { FailedAtUtc = FailedAtUtc < failed ? FailedAtUtc : failed };
    }

    /// <summary>The call got its answer: a failure of the next one, under a key derived from the same, is counted by itself.</summary>
    public KeyState Answered() => this with { FailedAtUtc = null };

    public KeyState Next() => new(Generation + 1, null);
}
