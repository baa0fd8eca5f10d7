using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Payments;

public enum InboxState
{
    /// <summary>Nothing has followed from it yet, or what followed failed and is tried again.</summary>
    Waiting,
    Done,

    /// <summary>Given up after many tries: a person must look. It is not seen.</summary>
    Failed,
    Ignored,
}

/// <param name="State">Null for all.</param>
/// <param name="Find">A whole id of the provider's: of the event or of what it tells of; null for all.</param>
public sealed record InboxQuery(InboxState? State = null, string? Find = null, string? After = null);

/// <param name="Message">The outbox message that acts on it; null when it is ignored.</param>
public sealed record InboxRow(
    string Provider, string EventId, string Kind, string Subject, DateTime ReceivedAtUtc, bool WasFetched, InboxState State, NewsIgnored? Ignored, Guid? Message, int Attempts, string? LastError);

/// <summary>What providers told, and what became of it, for admins.</summary>
public sealed class ProviderInbox(MarketDb db, TimeProvider clock)
{
    public const int RefusedDays = 14;

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<InboxRow>>> ListAsync(Actor actor, InboxQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = from e in db.ReceivedEvents.AsNoTracking()
                   join m in db.Outbox on e.Message equals (Guid?)m.Id into messages
                   from m in messages.DefaultIfEmpty()
                   select new { Event = e, Message = m };
        rows = query.State switch
        {
            InboxState.Waiting => rows.Where(r => r.Message != null && r.Message.DoneAtUtc == null && r.Message.DeadAtUtc == null),
            InboxState.Done => rows.Where(r => r.Event.Ignored == null && (r.Message == null || r.Message.DoneAtUtc != null)),
            InboxState.Failed => rows.Where(r => r.Message != null && r.Message.DoneAtUtc == null && r.Message.DeadAtUtc != null),
            InboxState.Ignored => rows.Where(r => r.Event.Ignored != null),
            null => rows,
        };
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim();
            rows = rows.Where(r => r.Event.EventId == text || r.Event.Subject == text);
        }

        if (PageKey.Parse(query.After) is { } after) rows = rows.Where(r => r.Event.ReceivedAtUtc < after.AtUtc || (r.Event.ReceivedAtUtc == after.AtUtc && r.Event.EventId.CompareTo(after.Name) > 0));
        var found = await rows.OrderByDescending(r => r.Event.ReceivedAtUtc).ThenBy(r => r.Event.EventId).Take(PageKey.Size + 1).Select(r => new
        {
            r.Event.Provider, r.Event.EventId, r.Event.Kind, r.Event.Subject, r.Event.ReceivedAtUtc, r.Event.WasFetched, r.Event.Ignored, r.Event.Message,
            Attempts = r.Message == null ? 0 : r.Message.Attempts, LastError = r.Message == null ? null : r.Message.LastError,
            IsOpen = r.Message != null && r.Message.DoneAtUtc == null, IsDead = r.Message != null && r.Message.DeadAtUtc != null,
        }).ToListAsync(cancel);
        return PageKey.Cut(
            found.ConvertAll(e => new InboxRow(
                e.Provider, e.EventId, e.Kind, e.Subject, e.ReceivedAtUtc, e.WasFetched,
                e.Ignored is not null ? InboxState.Ignored : !e.IsOpen ? InboxState.Done : e.IsDead ? InboxState.Failed : InboxState.Waiting, e.Ignored, e.Message, e.Attempts, e.LastError)),
            e => new PageKey(e.ReceivedAtUtc, e.EventId));
    }

    /// <summary>Those on which somebody may have to act; how many were ever done is no to-do.</summary>
    public async Task<Outcome<IReadOnlyDictionary<InboxState, int>>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var open = from m in db.Outbox.AsNoTracking().Where(m => m.DoneAtUtc == null) join e in db.ReceivedEvents on (Guid?)m.Id equals e.Message select m.DeadAtUtc;
        return new Dictionary<InboxState, int>
        {
            [InboxState.Waiting] = await open.CountAsync(dead => dead == null, cancel), [InboxState.Failed] = await open.CountAsync(dead => dead != null, cancel),
        };
    }

    /// <summary>Refused deliveries of the last days, newest first; days without any are not in it.</summary>
    public async Task<Outcome<IReadOnlyList<RefusedDelivery>>> RefusedAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-RefusedDays);
        return await db.RefusedDeliveries.AsNoTracking().Where(r => r.Day > since).OrderByDescending(r => r.Day).ThenBy(r => r.Provider).ToListAsync(cancel);
    }
}
