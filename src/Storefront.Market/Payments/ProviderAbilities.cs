namespace Storefront.Payments;

/// <summary>What the configured providers can do besides collecting. A provider that cannot is simply not asked.</summary>
public sealed class ProviderAbilities(IEnumerable<IContestChargebacks> contesters, IEnumerable<IListProviderNews> tellers, IEnumerable<IListProviderObjects> listers)
{
    private readonly List<IContestChargebacks> contesters = [.. contesters];
    private readonly List<IListProviderObjects> listers = [.. listers];

    public IReadOnlyList<IListProviderNews> News { get; } = [.. tellers];

    public IReadOnlyList<IListProviderObjects> Objects => listers;

    public IListProviderObjects? Lists(string key) => listers.Find(l => l.Key == key);

    /// <exception cref="InvalidOperationException">A chargeback is of a provider that is not configured any more.</exception>
    public IContestChargebacks Contest(string key) => contesters.Find(c => c.Key == key) ?? throw new InvalidOperationException($"Chargebacks at '{key}' cannot be answered: it is not configured.");
}
