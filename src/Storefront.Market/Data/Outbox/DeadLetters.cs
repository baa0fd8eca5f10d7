using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Trust;

namespace Storefront.Data.Outbox;

public sealed record DeadLetter(Guid Id, string Kind, string Body, int Attempts, string? LastError, DateTime CreatedAtUtc, DateTime DeadAtUtc);

/// <param name="Waiting">Due now or tried again soon.</param>
/// <param name="Failing">Of those, tried at least once without success.</param>
/// <param name="OldestDueUtc">Since when the oldest of the due ones waits; null when none does.</param>
public sealed record OutboxState(int Waiting, int Failing, int Later, int Dead, DateTime? OldestDueUtc);

/// <summary>Messages that were given up, for admins, and the state of the queue.</summary>
public sealed class DeadLetters(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<Page<DeadLetter>>> ListAsync(Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.Outbox.AsNoTracking().Where(m => m.DeadAtUtc != null && m.DoneAtUtc == null);
        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last)) rows = rows.Where(m => m.DeadAtUtc < key.AtUtc || (m.DeadAtUtc == key.AtUtc && m.Id < last));
        var found = await rows.OrderByDescending(m => m.DeadAtUtc).ThenByDescending(m => m.Id).Take(PageKey.Size + 1)
            .Select(m => new DeadLetter(m.Id, m.Kind, m.Body, m.Attempts, m.LastError, m.CreatedAtUtc, m.DeadAtUtc!.Value)).ToListAsync(cancel);
        return PageKey.Cut(found, m => new PageKey(m.DeadAtUtc, m.Id.ToString()));
    }

    public async Task<Outcome<OutboxState>> StateAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var now = clock.GetUtcNow().UtcDateTime;
        var open = db.Outbox.AsNoTracking().Where(m => m.DoneAtUtc == null && m.DeadAtUtc == null);
        return new OutboxState(
            await open.CountAsync(m => m.DueAtUtc <= now || m.Attempts > 0, cancel),
            await open.CountAsync(m => m.Attempts > 0, cancel),
            await open.CountAsync(m => m.DueAtUtc > now && m.Attempts == 0, cancel),
            await db.Outbox.CountAsync(m => m.DeadAtUtc != null && m.DoneAtUtc == null, cancel),
            await open.Where(m => m.DueAtUtc <= now).OrderBy(m => m.DueAtUtc).Select(m => (DateTime?)m.DueAtUtc).FirstOrDefaultAsync(cancel));
    }
}

/// <summary>An admin has a message that was given up tried again from the start.</summary>
public sealed class RetryMessage(MarketDb db, OutboxSignal signal, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var now = clock.GetUtcNow().UtcDateTime;
        var done = await db.AtomicallyAsync<Done>(async () =>
        {
            if (!await db.ReviveAsync(id, now, cancel)) return AccountRefusals.NotFound;
            db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(RetryMessage), $"message {id}", null, now));
            return default(Done);
        }, cancel);
        if (done.Succeeded) signal.Ring();
        return done;
    }
}

internal static class Revival
{
    /// <summary>Has a message that was given up tried again from the start. False when it was not given up, or is done.</summary>
    public static async Task<bool> ReviveAsync(this MarketDb db, Guid message, DateTime nowUtc, CancellationToken cancel) =>
        await db.Outbox.Where(m => m.Id == message && m.DeadAtUtc != null && m.DoneAtUtc == null).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DeadAtUtc, (DateTime?)null).SetProperty(m => m.Attempts, 0).SetProperty(m => m.DueAtUtc, nowUtc).SetProperty(m => m.LeasedUntilUtc, (DateTime?)null).SetProperty(m => m.LeaseHolder, (Guid?)null), cancel) == 1;
}
