namespace Storefront.Shipping;

/// <summary>The rate cards by which buyers pay now on this node. Whoever quotes takes <see cref="Now"/> once; a newer table takes its place whole.</summary>
public sealed class CurrentBuyerCards
{
    private volatile BuyerCards now = BuyerCards.None;
    private int edition;

    public BuyerCards Now => now;

    /// <summary>Counts up with every change on this node: stored pages name it, so that one made before is not shown again.</summary>
    public int Edition => Volatile.Read(ref edition);

    internal void Replace(BuyerCards next)
    {
        now = next;
        Interlocked.Increment(ref edition);
    }
}
