using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Classification;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Customs;

/// <param name="Destination">The country that takes it.</param>
/// <param name="Origin">Null: goods of every origin.</param>
/// <param name="HsPrefix">A chapter of two digits, or longer; empty for all goods.</param>
/// <param name="Rate">Of the customs value, on top of the ordinary duty. Zero says that nothing comes on top.</param>
public sealed record AdditionalDutyDraft(Country Destination, Country? Origin, string HsPrefix, PartsPerMillion Rate, DateOnly? From, DateOnly? To, string Source, DateOnly CheckedOn);

public sealed record AdditionalDutyRow(Guid Id, Country Destination, Country? Origin, string HsPrefix, PartsPerMillion Rate, DateOnly? From, DateOnly? To, string Source, DateOnly CheckedOn, DateTime SetAtUtc);

/// <summary>An admin sets a duty that comes on top by origin and chapter (anti-dumping, surcharges), or takes one away. Orders keep what they were quoted.</summary>
public sealed class SetAdditionalDuty(MarketDb db, FollowDuties follow, TimeProvider clock)
{
    public async Task<Outcome<Done>> AddAsync(AdditionalDutyDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (draft.HsPrefix.Length > 10 || draft.HsPrefix.Length % 2 != 0 || !draft.HsPrefix.All(char.IsAsciiDigit)) return DutyRefusals.PrefixWrong;
        if (draft.Rate.Value < 0 || draft.Rate.Value > TariffFile.HighestDuty.Value) return DutyRefusals.RateOutside;
        if (draft.From > draft.To) return DutyRefusals.PeriodWrong;
        if (string.IsNullOrWhiteSpace(draft.Source) || draft.Source.Trim().Length > ImportTariff.LongestSource) return TariffRefusals.SourceMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        if (draft.CheckedOn > DateOnly.FromDateTime(now.AddDays(1))) return TariffRefusals.DayAhead;
        var same = db.TariffDuties.Where(d => d.Tariff == null && d.TakenAwayAtUtc == null && d.Country == draft.Destination && d.HsPrefix == draft.HsPrefix && d.Origin == draft.Origin);
        // Two of the same would be added up.
        if (await same.AnyAsync(d => (d.ValidFrom == null || draft.To == null || d.ValidFrom <= draft.To) && (d.ValidTo == null || draft.From == null || draft.From <= d.ValidTo), cancel)) return DutyRefusals.SetAlready;

        var rate = new DutyRate(draft.Destination, draft.HsPrefix, draft.Origin, DutyRateKind.Additional, draft.Rate, draft.From, draft.To, draft.Source.Trim(), draft.CheckedOn);
        db.TariffDuties.Add(TariffDuty.Of(rate, null, actor.User, now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetAdditionalDuty), Subject(rate), FormattableString.Invariant($"{rate.Rate.AsPercent} % from {rate.ValidFrom:yyyy-MM-dd} to {rate.ValidTo:yyyy-MM-dd}, {rate.Source}"), now));
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return default(Done);
    }

    public async Task<Outcome<Done>> TakeAwayAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.TariffDuties.SingleOrDefaultAsync(d => d.Id == id && d.Tariff == null, cancel) is not { } duty) return DutyRefusals.NotFound;
        if (duty.TakenAwayAtUtc is not null) return default(Done);
        var now = clock.GetUtcNow().UtcDateTime;
        duty.TakeAway(now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetAdditionalDuty), Subject(duty.ToRate()), "taken away", now));
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    /// <summary>Those that are set, the newest first.</summary>
    public async Task<Outcome<Page<AdditionalDutyRow>>> ListAsync(string? after, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var set = db.TariffDuties.AsNoTracking().Where(d => d.Tariff == null && d.TakenAwayAtUtc == null);
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) set = set.Where(d => d.SetAtUtc < last.AtUtc || (d.SetAtUtc == last.AtUtc && d.Id.CompareTo(id) < 0));
        var rows = await set.OrderByDescending(d => d.SetAtUtc).ThenByDescending(d => d.Id).Take(PageKey.Size + 1)
            .Select(d => new AdditionalDutyRow(d.Id, d.Country, d.Origin, d.HsPrefix, d.Rate, d.ValidFrom, d.ValidTo, d.Source, d.CheckedOn, d.SetAtUtc)).ToListAsync(cancel);
        return PageKey.Cut(rows, r => new PageKey(r.SetAtUtc, r.Id.ToString()));
    }

    private static string Subject(DutyRate rate) => $"additional duty of {rate.Destination} on {(rate.HsPrefix.Length == 0 ? "all goods" : rate.HsPrefix)} from {rate.Origin?.Code ?? "everywhere"}";
}
