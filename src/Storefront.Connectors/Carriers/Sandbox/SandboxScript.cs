using System.Collections.Concurrent;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>What goes wrong in the sandbox, and when. Empty, everything goes right.</summary>
public sealed class SandboxScript
{
    private readonly ConcurrentDictionary<SandboxCall, ConcurrentQueue<SandboxFault>> faults = new();

    /// <summary>The next call of this kind meets this fault; several wait in line, each is met once.</summary>
    public SandboxScript Next(SandboxCall call, SandboxFault fault)
    {
        faults.GetOrAdd(call, static _ => new ConcurrentQueue<SandboxFault>()).Enqueue(fault);
        return this;
    }

    /// <summary>The fault that waits for this call, taken out of the line; null when there is none.</summary>
    internal SandboxFault? Take(SandboxCall call) =>
        faults.TryGetValue(call, out var line) && line.TryDequeue(out var fault) ? fault : null;

    /// <summary>How a parcel's journey ends, told by a word in the second address line, as test cards do for payments:
    /// <c>sandbox-second-try</c>, <c>sandbox-returned</c>, <c>sandbox-lost</c>; any other text is delivered.</summary>
    internal static SandboxFate FateOf(PostalAddress recipient) => recipient.Street2?.Trim().ToLowerInvariant() switch
    {
        "sandbox-second-try" => SandboxFate.DeliveredAtSecondTry,
        "sandbox-returned" => SandboxFate.Returned,
        "sandbox-lost" => SandboxFate.Lost,
        _ => SandboxFate.Delivered,
    };

    /// <summary>Whether the address asks to be refused: <c>sandbox-refused</c> in the second line.</summary>
    internal static bool AsksToBeRefused(PostalAddress recipient) =>
        string.Equals(recipient.Street2?.Trim(), "sandbox-refused", StringComparison.OrdinalIgnoreCase);
}

public enum SandboxCall
{
    Quote,
    Buy,
    Find,
    Void,
    HandOver,
    Track,
    FindPoints,
}

public enum SandboxFault
{
    /// <summary>The call never reaches the carrier; the caller sees a time-out.</summary>
    TimeOutBefore,

    /// <summary>The carrier does the work, but its answer is lost; the caller sees a time-out.</summary>
    TimeOutAfter,

    /// <summary>The carrier says no to the recipient's address.</summary>
    RefuseAddress,

    /// <summary>No answer until the time limit of the call is over.</summary>
    Hang,

    /// <summary>The carrier tells its tracking news newest first and each twice.</summary>
    TellBackwardsTwice,
}

public enum SandboxFate
{
    Delivered,
    DeliveredAtSecondTry,
    Returned,
    Lost,
}
