using System.Collections.Concurrent;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What goes wrong at the sandbox gateway, and when. Empty, everything goes right.</summary>
public sealed class SandboxPaymentScript
{
    private readonly ConcurrentDictionary<SandboxPaymentCall, ConcurrentQueue<SandboxPaymentFault>> faults = new();
    private readonly ConcurrentDictionary<string, SandboxPaymentCall> failing = new(StringComparer.Ordinal);

    /// <summary>The next call of this kind meets this fault; several wait in line, each is met once.</summary>
    public SandboxPaymentScript Next(SandboxPaymentCall call, SandboxPaymentFault fault)
    {
        faults.GetOrAdd(call, static _ => new ConcurrentQueue<SandboxPaymentFault>()).Enqueue(fault);
        return this;
    }

    /// <summary>The fault that waits for this call, taken out of the line; null when there is none.</summary>
    internal SandboxPaymentFault? Take(SandboxPaymentCall call) => faults.TryGetValue(call, out var line) && line.TryDequeue(out var fault) ? fault : null;

    /// <summary>Every call with an effect goes through here and meets its fault.</summary>
    /// <param name="key">As it is sent: an operation's own key with its generation.</param>
    internal async Task<T> MeetAsync<T>(SandboxPaymentCall call, string key, Func<SandboxPaymentFault?, Task<T>> work)
    {
        var fault = Take(call);
        var repeats = failing.ContainsKey(key);
        if (fault == SandboxPaymentFault.FailKey) failing.TryAdd(key, call);
        if (failing.ContainsKey(key) || fault == SandboxPaymentFault.FailInFront)
            throw new ProviderOutcomeUnknownException($"{call} failed at the gateway, which knows of nothing.") { IsAnswered = true, MadeNothing = true, Repeats = repeats };
        if (fault == SandboxPaymentFault.TimeOutBefore) throw new ProviderOutcomeUnknownException($"No answer to {call}.");
        var answer = await work(fault);
        return fault == SandboxPaymentFault.TimeOutAfter ? throw new ProviderOutcomeUnknownException($"No answer to {call}.") : answer;
    }
}

public enum SandboxPaymentCall
{
    Open,
    Refund,
    OpenPayee,
    PayOut,
    Transfer,
    Reverse,
    Submit,
}

public enum SandboxPaymentFault
{
    /// <summary>The call never reaches the gateway; the caller sees a time-out.</summary>
    TimeOutBefore,

    /// <summary>The gateway does the work, but its answer is lost; the caller sees a time-out.</summary>
    TimeOutAfter,

    /// <summary>The gateway answers with a failure, does nothing, and from then on answers this key with the same failure.</summary>
    FailKey,

    /// <summary>What stands in front of the gateway answers with a failure, and the gateway hears of nothing: the next call with this key is its first.</summary>
    FailInFront,

    /// <summary>The gateway takes a refund and finishes it two days later.</summary>
    RefundLater,

    /// <summary>The gateway refuses a refund for good.</summary>
    RefuseRefund,

    /// <summary>The gateway refuses a payout for good.</summary>
    RefusePayout,

    /// <summary>There is too little money in the account that a transfer or a payout is made of.</summary>
    BalanceShort,

    /// <summary>The gateway refuses a transfer for good.</summary>
    RefuseTransfer,

    /// <summary>The gateway refuses to take a transfer back for good.</summary>
    RefuseReversal,

    /// <summary>The bank does not take a payout that the gateway made.</summary>
    FailPayoutLater,

    /// <summary>The bank takes a payout and sends it back days afterwards.</summary>
    FailPayoutAfterPaid,
}
