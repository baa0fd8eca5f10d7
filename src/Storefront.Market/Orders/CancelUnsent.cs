using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>What its merchant has not sent in all the time that it had is cancelled, as its buyer might have done. Any node may run it at any time.</summary>
/// <remarks>Clock: docs/decisions/0008-disputes.md, checked 2026-12-01.</remarks>
public sealed class CancelUnsent(MarketDb db, CancelConsignment cancellation, TimeProvider clock, ILogger<CancelUnsent> log)
{
    private const int BatchSize = 100;

    /// <summary>The number of consignments cancelled.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var promised = clock.GetUtcNow().UtcDateTime.AddDays(-Consignment.CancelledDays);
        var (cancelled, stay) = (0, 0);
        while (true)
        {
            // While the payment was in doubt, or a case was open, it could not be sent: from then on the merchant has as long again.
            var due = await db.Consignments.AsNoTracking()
                .Where(c => (c.Status == ConsignmentStatus.ToPack || c.Status == ConsignmentStatus.LabelBought) && c.FirstSentAtUtc == null && !c.InDispute && c.DispatchByUtc < promised
                    && !db.OrderEvents.Any(e => e.Order == c.Order && e.AtUtc > promised && (e.Kind == OrderEventKind.ChargebackClosed || e.Kind == OrderEventKind.FraudWarningDismissed || (e.Kind == OrderEventKind.DisputeClosed && e.Consignment == c.Id))))
                .OrderBy(c => c.Id).Skip(stay).Take(BatchSize).Select(c => c.Id).ToListAsync(cancel);
            foreach (var id in due)
            {
                if (await CancelAsync(id, cancel)) cancelled++;
                else stay++;
            }

            if (due.Count < BatchSize) return cancelled;
        }
    }

    private async Task<bool> CancelAsync(ConsignmentId id, CancellationToken cancel)
    {
        try
        {
            db.ChangeTracker.Clear();
            return (await cancellation.ByTimeAsync(id, cancel)).Succeeded;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            UnsentLog.Faulty(log, id.Value, e);
            return false;
        }
    }
}

internal static partial class UnsentLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Consignment {Id}, which was not sent in time, met a fault and is not cancelled; the others go on, and a person must look")]
    public static partial void Faulty(ILogger log, Guid id, Exception fault);
}
