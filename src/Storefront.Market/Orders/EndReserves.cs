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
        var moved = 0;
        (DateTime At, Guid Line) last = default;
        while (true)
        {
            // What meets a fault stays due, and must not keep the others waiting.
            var (at, after) = last;
            var due = await db.OrderLines.AsNoTracking().Where(l => l.Hold == HoldState.Reserved && l.DueAtUtc <= now && (l.DueAtUtc > at || (l.DueAtUtc == at && l.Id > after)))
                .OrderBy(l => l.DueAtUtc).ThenBy(l => l.Id).Take(BatchSize).Select(l => new { l.Id, l.DueAtUtc, l.Consignment }).ToListAsync(cancel);
            foreach (var parcel in due.GroupBy(l => l.Consignment, l => l.Id)) moved += await HoldTimers.GuardAsync(db, parcel.Key, log, () => MoveAsync(parcel.Key, parcel.ToHashSet(), now, cancel), cancel);
            if (due.Count < BatchSize) return moved;
            last = (due[^1].DueAtUtc!.Value, due[^1].Id);
        }
    }

    private async Task<int> MoveAsync(ConsignmentId id, HashSet<Guid> lines, DateTime now, CancellationToken cancel)
    {
        var consignment = await db.Consignments.Include(c => c.Lines).SingleAsync(c => c.Id == id, cancel);
        // A case may have been opened since, or another node have been faster.
        var over = consignment.Lines.Where(l => lines.Contains(l.Id) && l.Hold == HoldState.Reserved && l.DueAtUtc <= now).ToList();
        foreach (var line in over)
        {
            var entry = ConsignmentJournal.ReserveOver(consignment, line, now);
            if (entry.Postings.Count > 0) db.JournalEntries.Add(entry);
            line.ReserveOver();
        }

        if (over.Count > 0) consignment.MoneyMoved();
        return over.Count;
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
