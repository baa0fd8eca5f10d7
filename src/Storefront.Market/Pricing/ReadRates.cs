using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Pricing;

public enum RateStanding
{
    /// <summary>Quoted, and young enough to make prices.</summary>
    Current,

    /// <summary>Quoted, but long ago, and no source is configured that would renew it.</summary>
    Unrenewed,

    /// <summary>No official quotation stands behind it.</summary>
    Indicative,

    /// <summary>The newest published rate jumped and waits for an admin; the one before is used.</summary>
    Waiting,

    /// <summary>Too old: the currency is not offered.</summary>
    TooOld,
}

/// <param name="AgeDays">Whole days since the day for which the rate was stated.</param>
/// <param name="Spread">What a price to or from the euro carries.</param>
public sealed record RateState(Currency Currency, decimal UnitsPerEuro, DateOnly AsOf, int AgeDays, string Source, PartsPerMillion Spread, RateStanding Standing);

/// <param name="Place">Where rates are fetched; null where nothing is configured.</param>
public sealed record RateSheet(RateOrigin Origin, string? Place, RatePolicy Policy, IReadOnlyList<RateState> Currencies);

public sealed record RateOnDay(DateOnly PublishedOn, int Edition, decimal UnitsPerEuro, RateVerdict Verdict, DateTime TakenInAtUtc, string Source);

/// <param name="Day">The newest day that was taken in.</param>
public sealed record RateWarning(IReadOnlyList<Currency> Waiting, IReadOnlyList<Currency> TooOld, DateOnly Day);

/// <summary>The rates as they stand, for admins to read.</summary>
public sealed class ReadRates(MarketDb db, CurrentRates current, IReadReferenceRates source, RatePolicy policy, TimeProvider clock)
{
    private const int MostShown = 120;

    /// <summary>From when on a rate that nothing renews is called old; where a source is configured its own limit says so.</summary>
    private static readonly int OldAfterDays = new RateSettings().MostAgeDays;

    public async Task<Outcome<RateSheet>> SheetAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rates = current.Now;
        var waiting = await WaitingAsync(rates, cancel);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new RateSheet(rates.Origin, source.Source, policy, [.. rates.Rows.OrderBy(r => r.Currency.Code, StringComparer.Ordinal).Select(r => State(r, rates, waiting, today))]);
    }

    /// <summary>What was published of one currency, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<RateOnDay>>> HistoryAsync(Actor actor, Currency currency, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = await (from r in db.PublishedRates.AsNoTracking()
                          join d in db.RateDays on r.Day equals d.Id
                          where r.Currency == currency
                          orderby r.PublishedOn descending, r.Edition descending
                          select new RateOnDay(r.PublishedOn, r.Edition, r.UnitsPerEuro, r.Verdict, r.AtUtc, d.Source)).Take(MostShown).ToListAsync(cancel);
        return Outcome<IReadOnlyList<RateOnDay>>.Of(rows);
    }

    /// <summary>What an admin has to look at; its lists are empty when all is well.</summary>
    public async Task<Outcome<RateWarning>> WarningAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rates = current.Now;
        return new RateWarning([.. await WaitingAsync(rates, cancel)], [.. rates.Rows.Where(r => !r.IsOffered).Select(r => r.Currency)], rates.Origin.Day);
    }

    private RateState State(ExchangeRate row, ExchangeRates rates, HashSet<Currency> waiting, DateOnly today)
    {
        var (age, isEuro) = (today.DayNumber - row.AsOf.DayNumber, row.Currency == Currency.Eur);
        var standing = row switch
        {
            { IsOffered: false } => RateStanding.TooOld,
            _ when waiting.Contains(row.Currency) => RateStanding.Waiting,
            { Indicative: true } => RateStanding.Indicative,
            _ when source.Source is null && age > OldAfterDays && !isEuro => RateStanding.Unrenewed,
            _ => RateStanding.Current,
        };
        return new RateState(row.Currency, row.UnitsPerEuro, row.AsOf, age, row.Source, isEuro ? PartsPerMillion.Zero : rates.SpreadOf(row.Currency), standing);
    }

    /// <summary>Currencies whose newest published rate is younger than the one in use, because it jumped.</summary>
    private async Task<HashSet<Currency>> WaitingAsync(ExchangeRates rates, CancellationToken cancel)
    {
        var newest = await db.RateDays.AsNoTracking().OrderByDescending(d => d.PublishedOn).ThenByDescending(d => d.Edition).Select(d => d.Id).FirstOrDefaultAsync(cancel);
        var jumped = await db.PublishedRates.AsNoTracking().Where(r => r.Day == newest && r.Verdict == RateVerdict.Jumped).Select(r => r.Currency).ToListAsync(cancel);
        return [.. jumped.Where(rates.Knows)];
    }
}
