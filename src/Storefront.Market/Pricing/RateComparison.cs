namespace Storefront.Pricing;

/// <summary>A published rate beside the last good one.</summary>
/// <param name="Before">The last good rate up to that day; null for the first of its currency.</param>
/// <param name="Share">What the new one is more, or with a minus less, as a share of the last good one; zero where there is none.</param>
public sealed record RateChange(Currency Currency, decimal? Before, DateOnly? BeforeOn, decimal Now, PartsPerMillion Share, RateVerdict Verdict);

/// <param name="Edition">Which one of the day it would be, from 1.</param>
public sealed record ComparedDay(DateOnly PublishedOn, int Edition, IReadOnlyList<RateChange> Changes);

/// <summary>What taking rates in would change, or has changed. Oldest day first.</summary>
/// <param name="Days">Days that are new or that the source has corrected.</param>
/// <param name="DaysKnown">Days that stand in the database as they are in the file.</param>
/// <param name="DaysTooOld">Days beyond the history that the market keeps.</param>
public sealed record RateComparison(string Source, IReadOnlyList<ComparedDay> Days, int DaysKnown, int DaysTooOld, IReadOnlyList<string> PassedOver)
{
    public IEnumerable<RateChange> Refused => Days.SelectMany(d => d.Changes).Where(c => c.Verdict == RateVerdict.Jumped);

    /// <param name="accepted">Currencies whose jump, on the newest day, an admin calls right.</param>
    /// <returns>The comparison, or a refusal where a day of the file has not come yet.</returns>
    public static Outcome<RateComparison> Of(ReferenceRates read, RateHistory history, RatePolicy policy, DateOnly today, IReadOnlySet<Currency> accepted)
    {
        if (read.Days.FirstOrDefault(d => d.PublishedOn > today) is { } ahead) return PricingRefusals.DayAhead(ahead.PublishedOn);
        var days = new List<ComparedDay>();
        var (known, tooOld) = (0, 0);
        foreach (var day in read.Days)
        {
            var mayAccept = day == read.Days[^1] ? accepted : NoneAccepted;
            if (today.DayNumber - day.PublishedOn.DayNumber > policy.HistoryDays) tooOld++;
            else if (history.Knows(day, mayAccept)) known++;
            else days.Add(Compare(day, history, policy, mayAccept));
        }

        return new RateComparison(read.Source, days, known, tooOld, read.PassedOver);
    }

    private static readonly HashSet<Currency> NoneAccepted = [];

    private static ComparedDay Compare(ReferenceDay day, RateHistory history, RatePolicy policy, IReadOnlySet<Currency> accepted)
    {
        var changes = new List<RateChange>(day.Rates.Count);
        foreach (var (currency, rate) in day.Rates)
        {
            var before = history.LastGood(currency, day.PublishedOn);
            var jumps = before is { } last && policy.IsJump(last.UnitsPerEuro, rate);
            var verdict = !jumps ? RateVerdict.Good : accepted.Contains(currency) || history.IsAccepted(currency, day.PublishedOn, rate) ? RateVerdict.Accepted : RateVerdict.Jumped;
            changes.Add(new RateChange(currency, before?.UnitsPerEuro, before?.On, rate, Share(before?.UnitsPerEuro, rate), verdict));
        }

        // Only then: a day is judged by those before it, not by itself.
        foreach (var change in changes.Where(c => c.Verdict != RateVerdict.Jumped)) history.Add(change.Currency, day.PublishedOn, change.Now);
        return new ComparedDay(day.PublishedOn, history.Editions(day.PublishedOn) + 1, changes);
    }

    /// <summary>What the new rate is more, or with a minus less, than the one before, as a share of that; half a part per million goes up.</summary>
    public static PartsPerMillion Share(decimal? before, decimal now) =>
        before is not { } last ? PartsPerMillion.Zero : new((int)Math.Clamp(Math.Round((now - last) / last * 1_000_000m, MidpointRounding.AwayFromZero), -int.MaxValue, int.MaxValue));
}
