namespace Storefront.Data;

/// <summary>Wakes a worker of this node after a commit, so that nothing waits for its next look.</summary>
public abstract class Signal : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        if (bell.CurrentCount > 0) return;
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung by another at the same moment: one waking is enough for any number of messages.
        }
    }

    public void Dispose()
    {
        bell.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for a ring, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => bell.WaitAsync(atMost, cancel);
}
