using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Access tokens that carriers gave for a while, in memory alone, one per carrier and account. Many who need one at once ask once.</summary>
internal sealed class CarrierTokens(TimeProvider clock)
{
    /// <summary>A token is not used in its last minutes: the call that carries it must still arrive.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Slot> slots = new(StringComparer.Ordinal);

    /// <param name="identity">Whatever tells two accounts apart, secrets among it; kept as a digest.</param>
    /// <param name="ask">Gives token and life; a refusal is not kept.</param>
    public async Task<Outcome<string>> GetAsync(string carrier, string identity, Func<Task<Outcome<CarrierToken>>> ask, CancellationToken cancel)
    {
        var slot = slots.GetOrAdd($"{carrier}:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))}", _ => new Slot());
        if (slot.Token is { } fresh && fresh.EndsAtUtc > clock.GetUtcNow().UtcDateTime + Margin) return fresh.Text;
        await slot.Gate.WaitAsync(cancel);
        try
        {
            if (slot.Token is { } given && given.EndsAtUtc > clock.GetUtcNow().UtcDateTime + Margin) return given.Text;
            var asked = await ask();
            if (!asked.Succeeded) return asked.Refusal;
            slot.Token = asked.Value;
            return asked.Value.Text;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>The carrier does not take it any more.</summary>
    public void Forget(string token)
    {
        foreach (var slot in slots.Values)
        {
            if (slot.Token?.Text == token) slot.Token = null;
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public CarrierToken? Token { get; set; }
    }
}

internal sealed record CarrierToken(string Text, DateTime EndsAtUtc);
