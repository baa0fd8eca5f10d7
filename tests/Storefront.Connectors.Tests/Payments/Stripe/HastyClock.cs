using System.Collections.Concurrent;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>A clock on which short waits are over at once and are written down; long ones, which are limits, last until the test ends them.</summary>
public sealed class HastyClock(DateTime nowUtc) : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Timer, byte> limits = new();

    public HastyClock()
        : this(new DateTime(2026, 11, 29, 10, 0, 0, DateTimeKind.Utc))
    {
    }

    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public DateTime NowUtc { get; set; } = nowUtc;

    public override DateTimeOffset GetUtcNow() => new(NowUtc, TimeSpan.Zero);

    /// <summary>Every limit that is being waited for is over.</summary>
    public void RunOut()
    {
        foreach (var timer in limits.Keys) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HastyClock clock, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.limits.TryRemove(this, out _);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            if (dueTime >= Long)
            {
                clock.limits[this] = 0;
            }
            else
            {
                clock.Waits.Enqueue(dueTime);
                ThreadPool.QueueUserWorkItem(static t => t.Fire(), this, preferLocal: false);
            }

            return true;
        }

        public void Dispose() => clock.limits.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
