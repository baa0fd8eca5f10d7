using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Classification;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Customs;

/// <param name="Fee">As it holds, its source and day with it: one that a later one takes the place of ends the day before.</param>
/// <param name="IsReplaced">A later one takes its place.</param>
public sealed record ClearanceFeeRow(Guid Id, ClearanceFee Fee, bool IsReplaced, DateTime SetAtUtc);

/// <summary>An admin sets what is asked for clearing parcels, by hand or from a file: each a new version from a day on. It is quoted from its day on, on every node within seconds; orders keep what they were quoted.</summary>
public sealed class SetClearanceFee(MarketDb db, CarrierDirectory carriers, CurrentRates rates, FollowClearanceFees follow, TimeProvider clock)
{
    /// <summary>The handler that is no carrier of ours: whichever post delivers there.</summary>
    private const string Post = "post";

    public async Task<Outcome<Done>> AddAsync(ClearanceFee fee, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        fee = fee with { Source = fee.Source.Trim() };
        if (fee.Fault() is { } fault) return fault;
        if (!IsHandlerKnown(fee)) return ClearanceRefusals.HandlerWrong;
        if (!rates.Now.Knows(fee.Currency)) return PricingRefusals.NoRate(fee.Currency);
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
        // Its end is the later one's beginning already, and moving it would say nothing.
        if (RowOf(fee, await StandingAsync(cancel)).IsReplaced) return ClearanceRefusals.Replaced;
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
        var standing = await StandingAsync(cancel);
        return PageKey.Cut(rows.ConvertAll(f => RowOf(f, standing)), r => new PageKey(r.SetAtUtc, r.Id.ToString()));
    }

    private static ClearanceFeeRow RowOf(ClearanceFeeVersion version, IEnumerable<((Country?, Country?, FeeBy, string?, bool) Place, DateOnly From)> standing)
    {
        var fee = version.ToFee();
        var next = standing.Where(s => s.Place == fee.Place && s.From > version.ValidFrom).Select(s => (DateOnly?)s.From).Min();
        var isReplaced = next is not null && !(fee.ValidTo < next);
        return new ClearanceFeeRow(version.Id, isReplaced ? fee with { ValidTo = next!.Value.AddDays(-1) } : fee, isReplaced, version.SetAtUtc);
    }

    private bool IsHandlerKnown(ClearanceFee fee) => fee.Handler is not { } key || key == Post || carriers.Find(key) is not null || carriers.FindConnector(key) is not null;

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
        var faults = read.Value.Fees.Select(f => FaultOf(f.Line, f.Fee)).OfType<ClearanceFault>().ToList();
        return faults.Count == 0 ? read : read.Value with
        {
            Fees = [.. read.Value.Fees.ExceptBy(faults.Select(f => f.Line), f => f.Line)],
            Faults = [.. read.Value.Faults.Concat(faults).OrderBy(f => f.Line)],
        };

        ClearanceFault? FaultOf(int line, ClearanceFee fee) =>
            !IsHandlerKnown(fee) ? new ClearanceFault(line, "handler", ClearanceRefusals.HandlerWrong)
            : !rates.Now.Knows(fee.Currency) ? new ClearanceFault(line, "currency", PricingRefusals.NoRate(fee.Currency))
            : standing.Contains((fee.Place, fee.ValidFrom!.Value)) ? new ClearanceFault(line, "valid_from", ClearanceRefusals.SetAlready)
            : null;
    }

    /// <summary>What is set begins where and when; all of it is held in memory anyway.</summary>
    private async Task<HashSet<((Country?, Country?, FeeBy, string?, bool) Place, DateOnly From)>> StandingAsync(CancellationToken cancel) =>
        [.. (await db.ClearanceFees.AsNoTracking().Where(f => f.TakenAwayAtUtc == null).ToListAsync(cancel)).Select(f => (f.ToFee().Place, f.ValidFrom))];

    private static string Subject(ClearanceFee fee) =>
        $"clearance fee of {(fee.By == FeeBy.Customs ? "customs" : fee.Handler ?? "carriers")} {(fee.AtDoor ? "at the door" : "to the sender")}, {fee.ShipsFrom?.Code ?? "everywhere"} to {fee.Destination?.Code ?? "everywhere"}";
}
