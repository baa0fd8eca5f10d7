namespace Storefront;

/// <summary>The market's time: the system's, moved by an offset that demo and tests set. Everything that waits for days reads this clock.</summary>
public sealed class MarketClock : TimeProvider
{
    private long offsetTicks;

    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref offsetTicks));
        set => Interlocked.Exchange(ref offsetTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Offset;

    /// <summary>Moves the time on, never back while others are at work.</summary>
    public void Move(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, by.Ticks);
    }
}
