namespace Storefront.Shipping.Lanes;

/// <summary>The lane notices that hold now on this node. Whoever quotes takes <see cref="Now"/> once; a newer table takes its place whole.</summary>
public sealed class CurrentLanes
{
    private volatile LaneTable now = LaneTable.Open;
    private int edition;

    public LaneTable Now => now;

    /// <summary>Counts up with every change on this node: stored pages name it, so that one made before is not shown again.</summary>
    public int Edition => Volatile.Read(ref edition);

    internal void Replace(LaneTable next)
    {
        now = next;
        Interlocked.Increment(ref edition);
    }
}
