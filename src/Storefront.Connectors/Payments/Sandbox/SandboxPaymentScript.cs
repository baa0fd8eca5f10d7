using System.Collections.Concurrent;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What goes wrong at the sandbox gateway, and when. Empty, everything goes right.</summary>
public sealed class SandboxPaymentScript
{
    private readonly ConcurrentDictionary<SandboxPaymentCall, ConcurrentQueue<SandboxPaymentFault>> faults = new();

    /// <summary>The next call of this kind meets this fault; several wait in line, each is met once.</summary>
    public SandboxPaymentScript Next(SandboxPaymentCall call, SandboxPaymentFault fault)
    {
        faults.GetOrAdd(call, static _ => new ConcurrentQueue<SandboxPaymentFault>()).Enqueue(fault);
        return this;
    }

    /// <summary>The fault that waits for this call, taken out of the line; null when there is none.</summary>
    internal SandboxPaymentFault? Take(SandboxPaymentCall call) => faults.TryGetValue(call, out var line) && line.TryDequeue(out var fault) ? fault : null;
}

public enum SandboxPaymentCall
{
    Open,
    Refund,
}

public enum SandboxPaymentFault
{
    /// <summary>The call never reaches the gateway; the caller sees a time-out.</summary>
    TimeOutBefore,

    /// <summary>The gateway does the work, but its answer is lost; the caller sees a time-out.</summary>
    TimeOutAfter,

    /// <summary>The gateway refuses a refund for good.</summary>
    RefuseRefund,
}
