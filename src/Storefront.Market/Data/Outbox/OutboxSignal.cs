namespace Storefront.Data.Outbox;

/// <summary>Wakes this node's outbox worker after a commit, so that nothing waits for the next look.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already: one waking is enough for any number of messages.
        }
    }

    public void Dispose() => bell.Dispose();

    /// <summary>Waits for a ring, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => bell.WaitAsync(atMost, cancel);
}
