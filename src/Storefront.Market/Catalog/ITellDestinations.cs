namespace Storefront.Catalog;

/// <summary>A country to which a listing is not sold.</summary>
/// <param name="Reason">Code of the refusal that says why: <c>customs.not-offered-there</c>.</param>
public sealed record ClosedDestination(Country Country, string Reason);

/// <summary>Tells where a listing may not be sold: what it lacks for a country, and what a country forbids. Customs knows it, and leans on the catalogue.</summary>
public interface ITellDestinations
{
    /// <summary>The last day, as yyyymmdd, on which any rule began, ended or was checked: copies that were made by older rules are made anew.</summary>
    int RulesAsOf(DateOnly today);

    /// <summary>Names the content of all data files from which it is told; another build may bring another one.</summary>
    string MadeFrom { get; }

    /// <summary>Brings what it tells by to what the database holds now.</summary>
    Task FollowAsync(CancellationToken cancel);

    /// <summary>Only countries to which something is delivered from there.</summary>
    IReadOnlyList<ClosedDestination> ClosedTo(Listing listing, Country shipsFrom, DateOnly today);
}
