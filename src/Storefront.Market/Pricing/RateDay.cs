using Storefront.Data.Conventions;

namespace Storefront.Pricing;

/// <summary>What a source published for one day, as this market took it in. Written once: what the source corrects is a new edition.</summary>
public sealed class RateDay : IInsertOnly
{
    private readonly List<PublishedRate> rates = [];

    private RateDay()
    {
    }

    public Guid Id { get; private set; }

    public string Source { get; private set; } = "";

    public DateOnly PublishedOn { get; private set; }

    /// <summary>From 1; the highest of a day is the one that counts.</summary>
    public int Edition { get; private set; }

    /// <summary>When it was fetched.</summary>
    public DateTime AtUtc { get; private set; }

    /// <summary>The admin who took it in by hand; null for the worker.</summary>
    public UserId? TakenInBy { get; private set; }

    public IReadOnlyList<PublishedRate> Rates => rates;

    internal static RateDay Of(string source, ComparedDay day, UserId? by, DateTime nowUtc)
    {
        var taken = new RateDay { Id = Guid.CreateVersion7(), Source = source, PublishedOn = day.PublishedOn, Edition = day.Edition, AtUtc = nowUtc, TakenInBy = by };
        taken.rates.AddRange(day.Changes.Select(change => PublishedRate.Of(taken, change)));
        return taken;
    }
}

/// <summary>One currency's rate of a <see cref="RateDay"/>.</summary>
public sealed class PublishedRate : IInsertOnly
{
    private PublishedRate()
    {
    }

    public Guid Day { get; private set; }

    public Currency Currency { get; private set; }

    /// <summary>Major units for one euro, as published.</summary>
    public decimal UnitsPerEuro { get; private set; }

    public RateVerdict Verdict { get; private set; }

    /// <summary>The day's own, so that a currency's history is one index.</summary>
    public DateOnly PublishedOn { get; private set; }

    public int Edition { get; private set; }

    public DateTime AtUtc { get; private set; }

    internal static PublishedRate Of(RateDay day, RateChange change) => new()
    {
        Day = day.Id, Currency = change.Currency, UnitsPerEuro = change.Now, Verdict = change.Verdict, PublishedOn = day.PublishedOn, Edition = day.Edition, AtUtc = day.AtUtc,
    };
}

/// <summary>What the market made of a published rate.</summary>
public enum RateVerdict
{
    /// <summary>Close enough to the last good one, or the first of its currency.</summary>
    Good,

    /// <summary>Too far from the last good one: not used.</summary>
    Jumped,

    /// <summary>Too far, and an admin said that it is right.</summary>
    Accepted,
}
