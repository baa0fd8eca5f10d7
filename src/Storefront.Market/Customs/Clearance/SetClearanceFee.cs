using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Classification;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Customs;

/// <param name="Fee">As it holds, its source and day with it.</param>
public sealed record ClearanceFeeRow(Guid Id, ClearanceFee Fee, DateTime SetAtUtc);

/// <summary>An admin sets what is asked for clearing parcels, by hand or from a file: each a new version from a day on. It is quoted from its day on, on every node within seconds; orders keep what they were quoted.</summary>
public sealed class SetClearanceFee(MarketDb db, FollowClearanceFees follow, TimeProvider clock)
{
    public async Task<Outcome<Done>> AddAsync(ClearanceFee fee, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        fee = fee with { Source = fee.Source.Trim() };
        if (fee.Fault() is { } fault) return fault;
        if (fee.Source.Length is 0 or > ImportTariff.LongestSource) return TariffRefusals.SourceMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        if (fee.CheckedOn > DateOnly.FromDateTime(now.AddDays(1))) return TariffRefusals.DayAhead;
        if ((await StandingAsync(cancel)).Contains((fee.Place, fee.ValidFrom!.Value))) return ClearanceRefusals.SetAlready;
        Add(fee, actor, now);
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return default(Done);
    }

    /// <summary>What the file holds and what is wrong with it. Nothing is saved.</summary>
    public async Task<Outcome<ClearanceFile>> LookAsync(ReadOnlyMemory<byte> file, Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await ReadAsync(file, cancel) : AccountRefusals.AdminsOnly;

    /// <summary>Sets the file's good rows, all or none of them.</summary>
    public async Task<Outcome<ClearanceFile>> TakeInAsync(ReadOnlyMemory<byte> file, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var read = await ReadAsync(file, cancel);
        if (!read.Succeeded) return read.Refusal;
        if (read.Value.Fees.Count == 0) return TariffRefusals.NothingGood;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (_, fee) in read.Value.Fees) Add(fee, actor, now);
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return read;
    }

    /// <summary>From the day after on nothing is asked.</summary>
    public async Task<Outcome<Done>> EndAsync(Guid id, DateOnly lastDay, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.ClearanceFees.SingleOrDefaultAsync(f => f.Id == id && f.TakenAwayAtUtc == null, cancel) is not { } fee) return ClearanceRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        if (lastDay < fee.ValidFrom) return ClearanceRefusals.PeriodWrong;
        // Today may still be quoted by it; the days before have been.
        if (lastDay < today.AddDays(-1) || fee.ValidTo < today) return ClearanceRefusals.DayPast;
        fee.End(lastDay);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetClearanceFee), Subject(fee.ToFee()), FormattableString.Invariant($"until {lastDay:yyyy-MM-dd}"), now));
        return await SaveAsync(cancel);
    }

    /// <summary>A slip is taken back: what held before holds again, on all days.</summary>
    public async Task<Outcome<Done>> TakeAwayAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.ClearanceFees.SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } fee) return ClearanceRefusals.NotFound;
        if (fee.TakenAwayAtUtc is not null) return default(Done);
        var now = clock.GetUtcNow().UtcDateTime;
        fee.TakeAway(now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetClearanceFee), Subject(fee.ToFee()), FormattableString.Invariant($"taken away, was from {fee.ValidFrom:yyyy-MM-dd}"), now));
        return await SaveAsync(cancel);
    }

    /// <summary>Those that are set, the newest first.</summary>
    public async Task<Outcome<Page<ClearanceFeeRow>>> ListAsync(string? after, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var set = db.ClearanceFees.AsNoTracking().Where(f => f.TakenAwayAtUtc == null);
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) set = set.Where(f => f.SetAtUtc < last.AtUtc || (f.SetAtUtc == last.AtUtc && f.Id.CompareTo(id) < 0));
        var rows = await set.OrderByDescending(f => f.SetAtUtc).ThenByDescending(f => f.Id).Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(rows.ConvertAll(f => new ClearanceFeeRow(f.Id, f.ToFee(), f.SetAtUtc)), r => new PageKey(r.SetAtUtc, r.Id.ToString()));
    }

    private void Add(ClearanceFee fee, Actor actor, DateTime now)
    {
        db.ClearanceFees.Add(ClearanceFeeVersion.FromFee(fee, actor.User, now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetClearanceFee), Subject(fee), FormattableString.Invariant(
            $"{fee.Amount} {fee.Currency} and {fee.Share.AsPercent} % of {fee.Of}, least {fee.Least}, most {fee.Most}, above {fee.Above}, from {fee.ValidFrom:yyyy-MM-dd} to {fee.ValidTo:yyyy-MM-dd}, {fee.Source}"), now));
    }

    private async Task<Outcome<Done>> SaveAsync(CancellationToken cancel)
    {
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    private async Task<Outcome<ClearanceFile>> ReadAsync(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        var read = ClearanceFile.Read(file, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (!read.Succeeded) return read;
        var standing = await StandingAsync(cancel);
        var again = read.Value.Fees.Where(f => standing.Contains((f.Fee.Place, f.Fee.ValidFrom!.Value))).ToList();
        return again.Count == 0 ? read : read.Value with
        {
            Fees = [.. read.Value.Fees.Except(again)],
            Faults = [.. read.Value.Faults.Concat(again.Select(f => new ClearanceFault(f.Line, "valid_from", ClearanceRefusals.SetAlready))).OrderBy(f => f.Line)],
        };
    }

    /// <summary>What is set begins where and when; all of it is held in memory anyway.</summary>
    private async Task<HashSet<((Country?, Country?, FeeBy, string?, bool) Place, DateOnly From)>> StandingAsync(CancellationToken cancel) =>
        [.. (await db.ClearanceFees.AsNoTracking().Where(f => f.TakenAwayAtUtc == null).ToListAsync(cancel)).Select(f => (f.ToFee().Place, f.ValidFrom))];

    private static string Subject(ClearanceFee fee) =>
        $"clearance fee of {(fee.By == FeeBy.Customs ? "customs" : fee.Handler ?? "carriers")} {(fee.AtDoor ? "at the door" : "to the sender")}, {fee.ShipsFrom?.Code ?? "everywhere"} to {fee.Destination?.Code ?? "everywhere"}";
}
