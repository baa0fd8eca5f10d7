namespace Storefront.Fees;

/// <summary>The commission rules that hold on this node. Whoever quotes takes <see cref="Now"/> once; a newer schedule takes its place whole.</summary>
public sealed class CurrentFees
{
    private volatile FeeSchedule now = FeeSchedule.Empty;

    public FeeSchedule Now => now;

    internal void Replace(FeeSchedule next) => now = next;
}
