using Microsoft.Extensions.Options;

namespace Storefront.Pricing;

/// <summary>The rate settings, read and checked.</summary>
/// <param name="MostAgeDays">Days after which a rate makes no price any more; null where nothing ages.</param>
/// <param name="MostJump">Share of the last good rate by which the next may differ.</param>
/// <param name="Spread">Of every currency that is not in <paramref name="OwnSpreads"/>.</param>
/// <param name="HistoryDays">Days back for which a longer file is taken in.</param>
public sealed record RatePolicy(int? MostAgeDays, PartsPerMillion MostJump, PartsPerMillion Spread, IReadOnlyDictionary<Currency, PartsPerMillion> OwnSpreads, int HistoryDays)
{
    private const int Whole = 1_000_000;

    /// <param name="hasSource">Whether rates can be renewed; if not they do not age.</param>
    /// <exception cref="OptionsValidationException">A setting is out of its range; the message names it.</exception>
    public static RatePolicy From(RateSettings settings, bool hasSource)
    {
        var faults = new List<string>();
        if (settings.MostAgeDays is < 0 or > 3_650) faults.Add("Rates:MostAgeDays is a number of days from 0 (no limit) to 3650.");
        if (settings.MostJumpPartsPerMillion is < 1 or > Whole) faults.Add("Rates:MostJumpPartsPerMillion lies between 1 and 1000000.");
        if (settings.SpreadPartsPerMillion is < 0 or >= Whole) faults.Add("Rates:SpreadPartsPerMillion lies between 0 and 999999.");
        if (settings.HistoryDays is < 1 or > 10_000) faults.Add("Rates:HistoryDays lies between 1 and 10000.");
        var own = new Dictionary<Currency, PartsPerMillion>();
        foreach (var (code, parts) in settings.SpreadPartsPerMillionOf)
        {
            if (!Currency.TryParse(code, out var currency)) faults.Add($"Rates:SpreadPartsPerMillionOf names '{code}', which is no currency of this market.");
            else if (parts is < 0 or >= Whole) faults.Add($"Rates:SpreadPartsPerMillionOf:{code} lies between 0 and 999999.");
            else own[currency] = new PartsPerMillion(parts);
        }

        if (faults.Count > 0) throw new OptionsValidationException("Rates", typeof(RateSettings), faults);
        return new RatePolicy(
            hasSource && settings.MostAgeDays > 0 ? settings.MostAgeDays : null, new PartsPerMillion(settings.MostJumpPartsPerMillion), new PartsPerMillion(settings.SpreadPartsPerMillion), own, settings.HistoryDays);
    }

    public bool IsTooOld(DateOnly asOf, DateOnly today) => MostAgeDays is { } most && today.DayNumber - asOf.DayNumber > most;

    /// <summary>Whether a rate lies too far from the last good one to be believed.</summary>
    internal bool IsJump(decimal before, decimal now) => Math.Abs(now - before) > before * MostJump.AsFactor;
}
