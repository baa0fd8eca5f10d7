using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Reconciliation;

/// <summary>Compares our books with everything that a provider made in a range of days. What can be made good is; the rest is listed for people, and nothing is
/// deleted. A comparison may run again at any time: it changes nothing the second time.</summary>
public sealed class CompareWithProvider
{
    /// <summary>Yesterday is compared once it has been over for so long.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Days that are made up for after a stop.</summary>
    public const int DaysBack = 3;

    public const int MostDays = 31;

    private const int BatchSize = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMinutes(10);

    private readonly IDbContextFactory<MarketDb> contexts;
    private readonly ProviderAbilities abilities;
    private readonly IReadOnlyList<ICompareObjects> parts;
    private readonly ComparePayouts payouts;
    private readonly CompareTransfers transfers;
    private readonly TimeProvider clock;
    private readonly ILogger<CompareWithProvider> log;

    internal CompareWithProvider(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, IReadOnlyList<ICompareObjects> parts, ComparePayouts payouts, CompareTransfers transfers, TimeProvider clock, ILogger<CompareWithProvider> log) =>
        (this.contexts, this.abilities, this.parts, this.payouts, this.transfers, this.clock, this.log) = (contexts, abilities, parts, payouts, transfers, clock, log);

    /// <summary>The timer: yesterday, and what was left unfinished. Any node may run it; a day is compared by one.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await WriteDaysAsync(cancel);
        var finished = 0;
        List<Guid> open;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            var now = Now;
            open = await db.ReconciliationRuns.AsNoTracking().Where(r => r.FinishedAtUtc == null && r.LeasedUntilUtc <= now).OrderBy(r => r.StartedAtUtc).Select(r => r.Id).Take(10).ToListAsync(cancel);
        }

        foreach (var id in open)
        {
            if (await RunAsync(id, cancel)) finished++;
        }

        return finished;
    }

    /// <summary>An admin has a range of days compared; the timer takes it up within seconds.</summary>
    /// <param name="to">The last day that is compared.</param>
    public async Task<Outcome<Done>> AskAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (to < from || to.DayNumber - from.DayNumber >= MostDays) return ReconciliationRefusals.Range.With("most", MostDays);
        var now = Now;
        foreach (var lister in abilities.Objects)
        {
            var run = ReconciliationRun.Of($"asked:{Guid.CreateVersion7():N}", lister.Key, Start(from), Start(to.AddDays(1)), actor.User, now);
            db.ReconciliationRuns.Add(run);
            db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(CompareWithProvider), $"{lister.Key} {from:yyyy-MM-dd} {to:yyyy-MM-dd}", null, now));
        }

        await db.SaveChangesAsync(cancel);
        return default(Done);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private async Task WriteDaysAsync(CancellationToken cancel)
    {
        var now = Now;
        var yesterday = DateOnly.FromDateTime(now - Margin).AddDays(-1);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var wanted = (from lister in abilities.Objects
                      from back in Enumerable.Range(0, DaysBack)
                      let day = yesterday.AddDays(-back)
                      orderby day
                      select (Key: $"daily:{lister.Key}:{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", lister.Key, Day: day)).Select(d => (d.Item1, d.Item2, d.Day)).ToList();
        var keys = wanted.ConvertAll(d => d.Item1);
        var known = await db.ReconciliationRuns.AsNoTracking().Where(r => keys.Contains(r.Key)).Select(r => r.Key).ToListAsync(cancel);
        if (known.Count == wanted.Count) return;
        foreach (var (key, provider, day) in wanted.Where(d => !known.Contains(d.Item1))) db.ReconciliationRuns.Add(ReconciliationRun.Of(key, provider, Start(day), Start(day.AddDays(1)), null, now));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another node wrote the same days.
        }
    }

    /// <summary>One comparison that was written down; false when another node is on it, or it could not be finished now.</summary>
    public async Task<bool> RunAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.ReconciliationRuns.SingleAsync(r => r.Id == id, cancel);
        if (run.FinishedAtUtc is not null || run.LeasedUntilUtc > Now || abilities.Lists(run.Provider) is not { } lister) return false;
        run.Take(Now + Lease);
        if (!(await db.SaveOrStaleAsync(cancel)).Succeeded) return false;
        try
        {
            var it = new Comparison(id, run.Provider, run.FromUtc, run.ToUtc);
            await CompareAsync(it, lister, cancel);
            var differences = await db.Differences.CountAsync(d => d.Run == id, cancel);
            run.Finish(it.Compared, it.Adopted, differences, Now);
            if (differences > 0) ReconciliationLog.Differs(log, run.Provider, run.FromUtc, differences);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            ReconciliationLog.Failed(log, run.Provider, run.FromUtc, e);
            run.Fail(e is ProviderOutcomeUnknownException or ProviderRefusedException ? e.Message : e.GetType().Name, Now + PauseAfterFault);
        }

        return (await db.SaveOrStaleAsync(cancel)).Succeeded && run.FinishedAtUtc is not null;
    }

    private async Task CompareAsync(Comparison it, IListProviderObjects lister, CancellationToken cancel)
    {
        foreach (var part in parts) await CompareAsync(part, it, lister, cancel);

        it.Seen.Clear();
        string? last = null;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var accounts = db.PayoutAccounts.AsNoTracking().Where(a => a.Provider == it.Provider && a.Payee != null);
            if (last is not null) accounts = accounts.Where(a => a.Payee!.CompareTo(last) > 0);
            var payees = await accounts.OrderBy(a => a.Payee).Take(BatchSize).Select(a => a.Payee!).ToListAsync(cancel);
            foreach (var payee in payees) await WalkAsync(it, lister, ProviderObjectKind.Payout, payee, page => payouts.CompareAsync(it, payee, page, cancel), cancel);
            if (payees.Count < BatchSize) break;
            last = payees[^1];
        }

        await payouts.FindMissingAsync(it, cancel);
        // A payout that was taken into the books just now brings its transfer.
        await CompareAsync(transfers, it, lister, cancel);
    }

    private static async Task CompareAsync(ICompareObjects part, Comparison it, IListProviderObjects lister, CancellationToken cancel)
    {
        it.Seen.Clear();
        await WalkAsync(it, lister, part.Kind, null, page => part.CompareAsync(it, page, cancel), cancel);
        await part.FindMissingAsync(it, cancel);
    }

    private static async Task WalkAsync(Comparison it, IListProviderObjects lister, ProviderObjectKind kind, string? within, Func<IReadOnlyList<ProviderObject>, Task> compare, CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var told = await lister.ListAsync(kind, it.FromUtc, within, after, cancel);
            var page = told.Objects.Where(o => o.CreatedAtUtc < it.ToUtc).ToList();
            foreach (var one in page) it.Seen.Add(one.Reference);
            it.Compared += page.Count;
            if (page.Count > 0) await compare(page);
            after = told.Next;
        }
        while (after is not null);
    }
}

public static class ReconciliationRefusals
{
    public static readonly Refusal NotFound = new("reconciliation.not-found");

    public static readonly Refusal Range = new("reconciliation.range");

    public static readonly Refusal NoteMissing = new("reconciliation.note-missing", "note");

    public static readonly Refusal NoteTooLong = new("reconciliation.note-too-long", "note");
}

internal static partial class ReconciliationLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The books and '{Provider}' differ on {Count} things of {From}; a person must look")]
    public static partial void Differs(ILogger log, string provider, DateTime from, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The comparison with '{Provider}' of {From} could not be finished; it is tried again")]
    public static partial void Failed(ILogger log, string provider, DateTime from, Exception fault);
}
