using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Customs.Classification;

/// <param name="Country">Whose tariff it is; null for the Harmonized System that all share.</param>
/// <param name="AsOf">The day of which it is.</param>
public sealed record TariffOrigin(Country? Country, string Source, DateOnly AsOf);

/// <param name="Country">Null: the common table.</param>
/// <param name="Duties">Duty rates that came with it.</param>
public sealed record NationalTariffRow(Guid Id, Country? Country, string Source, DateOnly AsOf, int Rows, int Duties, DateTime TakenAtUtc);

/// <summary>An admin takes in a country's own tariff, with its duty rates where the file tells them, or the table of all countries: looked at first, and then taken in without its bad rows.</summary>
public sealed class ImportTariff(MarketDb db, FindHsCodes tables, FollowDuties follow, TimeProvider clock)
{
    public const int LongestSource = 300;

    /// <summary>What the file holds and what is wrong with it. Nothing is saved.</summary>
    /// <param name="isCommon">It is to be the table of all countries.</param>
    public async Task<Outcome<TariffFile>> LookAsync(ReadOnlyMemory<byte> file, bool isCommon, Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await ReadAsync(file, isCommon, cancel) : AccountRefusals.AdminsOnly;

    /// <summary>Keeps the file's good rows; they are searched from the next question on, on every node, and duties are reckoned by the rates within seconds. What stood before stays in the table, unused.</summary>
    public async Task<Outcome<TariffFile>> TakeInAsync(TariffOrigin origin, ReadOnlyMemory<byte> file, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (string.IsNullOrWhiteSpace(origin.Source) || origin.Source.Trim().Length > LongestSource) return TariffRefusals.SourceMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        if (origin.AsOf > DateOnly.FromDateTime(now.AddDays(1))) return TariffRefusals.DayAhead;
        var read = await ReadAsync(file, origin.Country is null, cancel);
        if (!read.Succeeded) return read.Refusal;
        if (read.Value.Entries.Count == 0) return TariffRefusals.NothingGood;
        var source = origin.Source.Trim();
        var tariff = NationalTariff.Of(origin.Country, source, origin.AsOf, read.Value, actor.User, now);
        db.NationalTariffs.Add(tariff);
        if (origin.Country is { } country)
            db.TariffDuties.AddRange(read.Value.Duties.Select(d => TariffDuty.Of(new DutyRate(country, d.HsPrefix, d.Origin, d.Kind, d.Rate, d.ValidFrom, d.ValidTo, source, origin.AsOf), tariff.Id, actor.User, now)));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ImportTariff), $"tariff of {origin.Country?.Code ?? "all countries"}", FormattableString.Invariant($"{read.Value.Entries.Count} rows and {read.Value.Duties.Count} duties of {origin.AsOf:yyyy-MM-dd} from {source}; {read.Value.Faults.Count} left out"), now));
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return read;
    }

    /// <summary>What is in use: the newest of each country, the common table first.</summary>
    public async Task<Outcome<IReadOnlyList<NationalTariffRow>>> ListAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var all = await db.NationalTariffs.AsNoTracking().OrderByDescending(t => t.TakenAtUtc).ThenByDescending(t => t.Id).Select(t => new NationalTariffRow(t.Id, t.Country, t.Source, t.AsOf, t.Rows, 0, t.TakenAtUtc)).ToListAsync(cancel);
        var newest = all.DistinctBy(t => t.Country).ToList();
        var ids = newest.ConvertAll(t => (Guid?)t.Id);
        var duties = await db.TariffDuties.AsNoTracking().Where(d => ids.Contains(d.Tariff)).GroupBy(d => d.Tariff).Select(g => new { Tariff = g.Key, Count = g.Count() }).ToListAsync(cancel);
        return Outcome<IReadOnlyList<NationalTariffRow>>.Of(
            [.. newest.Select(t => t with { Duties = duties.Find(d => d.Tariff == t.Id)?.Count ?? 0 }).OrderBy(t => t.Country?.Code ?? "", StringComparer.Ordinal)]);
    }

    private async Task<Outcome<TariffFile>> ReadAsync(ReadOnlyMemory<byte> file, bool isCommon, CancellationToken cancel)
    {
        // A new common table is judged against the built-in one: its chapters are those of every edition.
        var read = TariffFile.Read(file, isCommon ? HsTable.BuiltIn : await tables.TableAsync(null, cancel), isCommon);
        return isCommon && read.Succeeded && read.Value.ChaptersMissing(HsTable.BuiltIn) is { Count: > 0 } missing ? TariffRefusals.ChaptersMissing(missing) : read;
    }
}
