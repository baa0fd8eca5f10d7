using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>How often a carrier service came by its promised day, of the parcels to one country in the last <see cref="Reliabilities.Days"/> days.</summary>
/// <param name="IsOwn">Of the merchant's own parcels; else of the whole market's, because its own are too few.</param>
public sealed record Reliability(int OnTime, int Parcels, bool IsOwn)
{
    /// <summary>Rounded half up to a tenth of a percent.</summary>
    public PartsPerMillion Share => new(1_000 * (int)Math.Round(OnTime * 1_000m / Parcels, MidpointRounding.AwayFromZero));
}

/// <summary>What is known of the services of one destination. A service that is missing has had too few parcels.</summary>
public sealed class Reliabilities
{
    public const int Days = 180;

    /// <summary>Of fewer parcels no share is told.</summary>
    public const int Fewest = 20;

    public static readonly Reliabilities None = new(new Dictionary<(string, string), Reliability>());

    private readonly IReadOnlyDictionary<(string Carrier, string Service), Reliability> byService;

    internal Reliabilities(IReadOnlyDictionary<(string Carrier, string Service), Reliability> byService) => this.byService = byService;

    public Reliability? Of(CarrierRate rate) => byService.GetValueOrDefault((rate.CarrierKey, rate.ServiceKey));
}

/// <summary>Counts parcels when their outcome is known, and reads the sums of the last days.</summary>
internal static class ServiceDays
{
    /// <summary>Counts the parcel for its merchant and for the market, inside the caller's transaction. The parcel itself remembers that it was counted.</summary>
    public static async Task CountAsync(this MarketDb db, Parcel parcel, bool onTime, DateTime nowUtc, CancellationToken cancel)
    {
        var (destination, carrier, service, day, more) = (parcel.Destination!.Value, parcel.Carrier, parcel.Service, DateOnly.FromDateTime(nowUtc), onTime ? 1 : 0);
        // Always in this order, so that two writers wait for each other and not crosswise.
        foreach (var merchant in new[] { ServiceDay.Market, parcel.Merchant })
        {
            var counted = await db.ServiceDays.Where(d => d.Destination == destination && d.Merchant == merchant && d.Carrier == carrier && d.Service == service && d.Day == day)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Parcels, d => d.Parcels + 1).SetProperty(d => d.OnTime, d => d.OnTime + more), cancel);
            // Where another was first with the day's row, the transaction runs again and counts on it.
            if (counted == 0) db.ServiceDays.Add(ServiceDay.Of(merchant, destination, carrier, service, day, onTime));
        }
    }

    /// <summary>By destination: the merchant's own parcels where they are enough, else the market's. One statement, however many destinations.</summary>
    public static async Task<IReadOnlyDictionary<Country, Reliabilities>> ReliabilitiesAsync(this MarketDb db, MerchantId merchant, IReadOnlyCollection<Country> destinations, DateTime nowUtc, CancellationToken cancel)
    {
        var (from, market) = (DateOnly.FromDateTime(nowUtc).AddDays(-Reliabilities.Days), ServiceDay.Market);
        var sums = await db.ServiceDays.AsNoTracking()
            .Where(d => destinations.Contains(d.Destination) && (d.Merchant == merchant || d.Merchant == market) && d.Day >= from)
            .GroupBy(d => new { d.Destination, d.Merchant, d.Carrier, d.Service })
            .Select(g => new { g.Key.Destination, g.Key.Merchant, g.Key.Carrier, g.Key.Service, Parcels = g.Sum(d => d.Parcels), OnTime = g.Sum(d => d.OnTime) })
            .ToListAsync(cancel);
        return sums.Where(s => s.Parcels >= Reliabilities.Fewest).GroupBy(s => s.Destination).ToDictionary(
            g => g.Key,
            g => new Reliabilities(g.GroupBy(s => (s.Carrier, s.Service)).ToDictionary(
                s => s.Key,
                s => s.OrderByDescending(own => own.Merchant == merchant).Select(best => new Reliability(best.OnTime, best.Parcels, best.Merchant == merchant)).First())));
    }
}
