using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Moves the money of lines whose reserve is over into their merchants' balances. Any node may run it at any time.</summary>
public sealed class EndReserves(MarketDb db, TimeProvider clock, ILogger<EndReserves> log)
{
    private const int BatchSize = 100;

    /// <summary>The number of lines moved.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.OrderLines.AsNoTracking().Where(l => l.Hold == HoldState.Reserved && l.DueAtUtc <= now)
            .OrderBy(l => l.DueAtUtc).ThenBy(l => l.Id).Take(BatchSize).Select(l => new { l.Id, l.Consignment }).ToListAsync(cancel);
        var moved = 0;
        foreach (var parcel in due.GroupBy(l => l.Consignment))
        {
            var ids = parcel.Select(l => l.Id).ToHashSet();
            moved += await HoldTimers.GuardAsync(db, parcel.Key, log, async () =>
            {
                var consignment = await db.Consignments.Include(c => c.Lines).SingleAsync(c => c.Id == parcel.Key, cancel);
                // A case may have been opened since, or another node have been faster.
                var over = consignment.Lines.Where(l => ids.Contains(l.Id) && l.Hold == HoldState.Reserved && l.DueAtUtc <= now).ToList();
                foreach (var line in over)
                {
                    var entry = ConsignmentJournal.ReserveOver(consignment, line, now);
                    if (entry.Postings.Count > 0) db.JournalEntries.Add(entry);
                    line.ReserveOver();
                }

                if (over.Count > 0) consignment.MoneyMoved();
                return over.Count;
            }, cancel);
        }

        return moved;
    }
}

internal static partial class HoldTimers
{
    /// <summary>One consignment's turn of a timer, in a transaction of its own. Its fault is told and is not the others'.</summary>
    public static async Task<int> GuardAsync(MarketDb db, ConsignmentId id, ILogger log, Func<Task<int>> work, CancellationToken cancel)
    {
        try
        {
            db.ChangeTracker.Clear();
            var done = await db.AtomicallyAsync<int>(async () => await work(), cancel);
            return done.Succeeded ? done.Value : 0;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Faulty(log, id.Value, e);
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The money of consignment {Id} met a fault and stays where it is; the others go on, and a person must look")]
    private static partial void Faulty(ILogger log, Guid id, Exception fault);
}
