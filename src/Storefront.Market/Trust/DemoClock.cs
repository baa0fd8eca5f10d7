using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Connectors;

namespace Storefront.Trust;

/// <param name="NowUtc">The market's time.</param>
/// <param name="Ahead">How far it is ahead of the world's.</param>
public sealed record DemoTime(DateTime NowUtc, TimeSpan Ahead);

/// <summary>Moves the time of a demo market on, so that parcels travel and terms run out while somebody watches. Kept in the database: every
/// node follows, a restart does not fall back, and each move is in the audit log. Time never goes back.</summary>
public sealed class DemoClock(MarketDb db, MarketClock clock, DemoClockSettings settings)
{
    public static readonly Refusal Off = new("trust.demo-clock-off");

    public static readonly TimeSpan LongestMove = TimeSpan.FromDays(60);

    private const string Connector = "demo-clock";
    private const string Key = "ahead";

    public async Task<Outcome<DemoTime>> ReadAsync(Actor actor, CancellationToken cancel)
    {
        if (await WhyNotAsync(actor, cancel) is { } refusal) return refusal;
        await FollowAsync(cancel);
        return new DemoTime(clock.GetUtcNow().UtcDateTime, clock.Offset);
    }

    public async Task<Outcome<Done>> MoveAsync(TimeSpan by, Actor actor, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, LongestMove);
        var moved = await db.AtomicallyAsync<Done>(async () =>
        {
            if (await WhyNotAsync(actor, cancel) is { } refusal) return refusal;
            var kept = await Kept.SingleOrDefaultAsync(cancel);
            var ahead = Text(kept is null ? by : Read(kept.Json) + by);
            if (kept is null) db.ConnectorRecords.Add(KeptRecord.Of(Connector, Key, ahead));
            else if (await Kept.Where(r => r.Version == kept.Version).ExecuteUpdateAsync(set => set.SetProperty(r => r.Json, ahead).SetProperty(r => r.Version, kept.Version + 1), cancel) == 0) return Saving.ChangedMeanwhile;
            db.AuditLog.Add(AuditEntry.Of(actor.User, "MoveDemoClock", "clock", $"{by.TotalHours.ToString(CultureInfo.InvariantCulture)} hours on", clock.GetUtcNow().UtcDateTime));
            return default(Done);
        }, cancel);
        if (moved.Succeeded) await FollowAsync(cancel);
        return moved;
    }

    /// <summary>Brings this node's time to the one that is kept.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        if (!settings.IsOn || await Kept.SingleOrDefaultAsync(cancel) is not { } kept) return;
        var behind = Read(kept.Json) - clock.Offset;
        if (behind > TimeSpan.Zero) clock.Move(behind);
    }

    private IQueryable<KeptRecord> Kept => db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == Connector && r.Key == Key);

    private async Task<Refusal?> WhyNotAsync(Actor actor, CancellationToken cancel) =>
        !settings.IsOn ? Off : await actor.IsAdminAsync(db, cancel) ? null : AccountRefusals.AdminsOnly;

    /// <summary>A JSON text in .NET's constant form: <c>"12.03:00:00"</c>.</summary>
    private static string Text(TimeSpan ahead) => $"\"{ahead.ToString("c", CultureInfo.InvariantCulture)}\"";

    private static TimeSpan Read(string json) => TimeSpan.ParseExact(json.Trim('"'), "c", CultureInfo.InvariantCulture);
}
