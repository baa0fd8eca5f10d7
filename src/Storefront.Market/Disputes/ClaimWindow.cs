using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>When a reason may be claimed. Conventions of large markets, with the source in docs/decisions/0008-disputes.md, checked 2026-11-22.</summary>
public static class ClaimWindow
{
    public const int NotReceivedDaysAfterPromise = 30;
    public const int FaultDaysAfterDelivery = 30;
    public const int SafetyDaysAfterDelivery = 180;
    public const int WithdrawalDaysAfterDelivery = 14;

    /// <summary>From and until when; null when it cannot be claimed yet because nothing was delivered. What came in the first of several parcels may be claimed at once; the time for it runs
    /// from the last one.</summary>
    public static (DateTime FromUtc, DateTime UntilUtc)? For(DisputeReason reason, Consignment consignment, DateTime nowUtc) => reason switch
    {
        DisputeReason.NotReceived => (consignment.TroubledAtUtc is { } troubled && troubled < consignment.PromisedByUtc ? troubled : consignment.PromisedByUtc, consignment.PromisedByUtc.AddDays(NotReceivedDaysAfterPromise)),
        DisputeReason.NotAsDescribed or DisputeReason.Damaged or DisputeReason.Incomplete => After(consignment, nowUtc, FaultDaysAfterDelivery),
        DisputeReason.Counterfeit or DisputeReason.Unsafe => After(consignment, nowUtc, SafetyDaysAfterDelivery),
        DisputeReason.Withdrawal => After(consignment, nowUtc, WithdrawalDaysAfterDelivery),
    };

    public static bool IsOpen(DisputeReason reason, Consignment consignment, DateTime nowUtc) =>
        For(reason, consignment, nowUtc) is { } window && nowUtc >= window.FromUtc && nowUtc <= window.UntilUtc;

    private static (DateTime, DateTime)? After(Consignment consignment, DateTime nowUtc, int days) =>
        consignment.InHandSince(nowUtc) is { } since ? (consignment.FirstArrivedAtUtc ?? since, since.AddDays(days)) : null;
}
