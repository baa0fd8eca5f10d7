using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Reconciliation;

/// <summary>A comparison that is under way: what it covers, what the provider has shown so far, and what came of it.</summary>
internal sealed class Comparison(Guid run, string provider, DateTime fromUtc, DateTime toUtc)
{
    public string Provider { get; } = provider;

    public DateTime FromUtc { get; } = fromUtc;

    public DateTime ToUtc { get; } = toUtc;

    /// <summary>References of the kind that is being walked through: a day's, a name each.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public int Compared { get; set; }

    public int Adopted { get; set; }

    public Guid Run { get; } = run;

    public Task<bool> DifferAsync(MarketDb db, DifferenceKind kind, ProviderObjectKind about, string reference, OrderId? order, string? ours, string? theirs, DateTime nowUtc, CancellationToken cancel) =>
        db.DifferAsync(Run, Provider, kind, about, reference, order, ours, theirs, nowUtc, cancel);
}

/// <summary>Compares one kind of object. A page costs a fixed number of statements, whatever is on it; only what does not fit is looked at by itself.</summary>
internal interface ICompareObjects
{
    ProviderObjectKind Kind { get; }

    Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel);

    /// <summary>What we believe to have made in the range and the provider did not show.</summary>
    Task FindMissingAsync(Comparison it, CancellationToken cancel);
}
