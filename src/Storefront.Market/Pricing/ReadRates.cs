using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Pricing;

public enum RateStanding
{
    /// <summary>Quoted, and young enough to make prices.</summary>
    Current,

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

    public async Task<Outcome<RateSheet>> SheetAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rates = current.Now;
        var waiting = await WaitingAsync(rates, cancel);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new RateSheet(rates.Origin, source.Source, policy, [.. rates.Rows.OrderBy(r => r.Currency.Code, StringComparer.Ordinal).Select(r => new RateState(
            r.Currency, r.UnitsPerEuro, r.AsOf, today.DayNumber - r.AsOf.DayNumber, r.Source, r.Currency == Currency.Eur ? PartsPerMillion.Zero : rates.SpreadOf(r.Currency),
            !r.IsOffered ? RateStanding.TooOld : waiting.Contains(r.Currency) ? RateStanding.Waiting : r.Indicative ? RateStanding.Indicative : RateStanding.Current))]);
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

    /// <summary>Currencies whose newest published rate is younger than the one in use, because it jumped.</summary>
    private async Task<HashSet<Currency>> WaitingAsync(ExchangeRates rates, CancellationToken cancel)
    {
        var newest = await db.RateDays.AsNoTracking().OrderByDescending(d => d.PublishedOn).ThenByDescending(d => d.Edition).Select(d => d.Id).FirstOrDefaultAsync(cancel);
        var jumped = await db.PublishedRates.AsNoTracking().Where(r => r.Day == newest && r.Verdict == RateVerdict.Jumped).Select(r => r.Currency).ToListAsync(cancel);
        return [.. jumped.Where(rates.Knows)];
    }
}
