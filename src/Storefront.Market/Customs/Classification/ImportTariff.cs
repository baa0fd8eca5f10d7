using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Customs.Classification;

/// <param name="Country">Whose tariff it is.</param>
/// <param name="AsOf">The day of which it is.</param>
public sealed record TariffOrigin(Country Country, string Source, DateOnly AsOf);

public sealed record NationalTariffRow(Guid Id, Country Country, string Source, DateOnly AsOf, int Rows, DateTime TakenAtUtc);

/// <summary>An admin takes in a country's own tariff from a file: looked at first, and then taken in without its bad rows.</summary>
public sealed class ImportTariff(MarketDb db, TimeProvider clock)
{
    public const int LongestSource = 300;

    /// <summary>What the file holds and what is wrong with it. Nothing is saved.</summary>
    public async Task<Outcome<TariffFile>> LookAsync(ReadOnlyMemory<byte> file, Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? TariffFile.Read(file, HsTable.BuiltIn) : AccountRefusals.AdminsOnly;

    /// <summary>Keeps the file's good rows; they are searched from the next question on, on every node. What stood before stays in the table, unused.</summary>
    public async Task<Outcome<TariffFile>> TakeInAsync(TariffOrigin origin, ReadOnlyMemory<byte> file, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (string.IsNullOrWhiteSpace(origin.Source) || origin.Source.Trim().Length > LongestSource) return TariffRefusals.SourceMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        if (origin.AsOf > DateOnly.FromDateTime(now.AddDays(1))) return TariffRefusals.DayAhead;
        var read = TariffFile.Read(file, HsTable.BuiltIn);
        if (!read.Succeeded) return read.Refusal;
        if (read.Value.Entries.Count == 0) return TariffRefusals.NothingGood;
        db.NationalTariffs.Add(NationalTariff.Of(origin.Country, origin.Source.Trim(), origin.AsOf, read.Value.ToDocument(), read.Value.Entries.Count, actor.User, now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ImportTariff), $"tariff of {origin.Country}", FormattableString.Invariant($"{read.Value.Entries.Count} rows of {origin.AsOf:yyyy-MM-dd} from {origin.Source.Trim()}; {read.Value.Faults.Count} left out"), now));
        await db.SaveChangesAsync(cancel);
        return read;
    }

    /// <summary>What is in use: the newest of each country.</summary>
    public async Task<Outcome<IReadOnlyList<NationalTariffRow>>> ListAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var all = await db.NationalTariffs.AsNoTracking().OrderByDescending(t => t.TakenAtUtc).Select(t => new NationalTariffRow(t.Id, t.Country, t.Source, t.AsOf, t.Rows, t.TakenAtUtc)).ToListAsync(cancel);
        return Outcome<IReadOnlyList<NationalTariffRow>>.Of([.. all.DistinctBy(t => t.Country).OrderBy(t => t.Country.Code, StringComparer.Ordinal)]);
    }
}
