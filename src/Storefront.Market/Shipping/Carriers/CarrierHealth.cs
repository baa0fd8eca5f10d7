using System.Collections.Concurrent;

namespace Storefront.Shipping;

/// <summary>Keeps a carrier that does not answer from being waited for again and again: after some silences in a row it is left alone for a while,
/// then one question goes through, and its answer decides. In the memory of each node.</summary>
public sealed class CarrierHealth(TimeProvider clock)
{
    /// <summary>So many silences in a row open the circuit.</summary>
    public const int MostSilences = 3;

    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);

    /// <summary>Whether it is worth asking; in the half-open state only the first caller is told yes.</summary>
    /// <param name="who">Carrier and account.</param>
    public bool MayAsk(string who)
    {
        var state = states.GetOrAdd(who, _ => new State());
        lock (state)
        {
            if (state.Silences < MostSilences) return true;
            var now = clock.GetUtcNow();
            if (now < state.AskAgainAt) return false;
            state.AskAgainAt = now + Rest;
            return true;
        }
    }

    public void Answered(string who)
    {
        if (!states.TryGetValue(who, out var state)) return;
        lock (state) state.Silences = 0;
    }

    public void WasSilent(string who)
    {
        var state = states.GetOrAdd(who, _ => new State());
        lock (state)
        {
            if (++state.Silences >= MostSilences) state.AskAgainAt = clock.GetUtcNow() + Rest;
        }
    }

    private sealed class State
    {
        public int Silences { get; set; }

        public DateTimeOffset AskAgainAt { get; set; }
    }
}
