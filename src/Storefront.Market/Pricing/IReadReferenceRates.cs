namespace Storefront.Pricing;

/// <summary>A place where somebody publishes reference rates against the euro, day by day.</summary>
public interface IReadReferenceRates
{
    /// <summary>Where it reads, for people: an address or a file; null where nothing is configured.</summary>
    string? Source { get; }

    /// <summary>What stands there now. It has its own time limit and number of tries.</summary>
    /// <returns>The days read, or why none of them may be believed: one fault spoils the whole.</returns>
    Task<Outcome<ReferenceRates>> FetchAsync(CancellationToken cancel);

    /// <summary>The same from a file that somebody has at hand.</summary>
    Outcome<ReferenceRates> Read(ReadOnlyMemory<byte> file);
}

/// <param name="Source">Who states the rates, as orders will name it.</param>
/// <param name="Days">Oldest first, each day once.</param>
/// <param name="PassedOver">Codes in the file that this market does not know.</param>
public sealed record ReferenceRates(string Source, IReadOnlyList<ReferenceDay> Days, IReadOnlyList<string> PassedOver);

/// <param name="Rates">Each currency once; those without a rate on the day are left out.</param>
public sealed record ReferenceDay(DateOnly PublishedOn, IReadOnlyList<ReferenceRate> Rates);

/// <param name="UnitsPerEuro">Major units for one euro, more than zero.</param>
public readonly record struct ReferenceRate(Currency Currency, decimal UnitsPerEuro);
