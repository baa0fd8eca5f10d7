namespace Storefront.Shipping;

/// <summary>A table that holds now on this node. Whoever quotes takes <see cref="Now"/> once; a newer table takes its place whole.</summary>
public abstract class CurrentTable<T>(T first)
    where T : class
{
    private volatile T now = first;
    private int edition;

    public T Now => now;

    /// <summary>Counts up with every change on this node: stored pages name it, so that one made before is not shown again.</summary>
    public int Edition => Volatile.Read(ref edition);

    internal void Replace(T next)
    {
        now = next;
        Interlocked.Increment(ref edition);
    }
}
