using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Orders;

/// <summary>A consignment's way as stations: what is done has its day, what is ahead has the promise at its end.</summary>
public static class ParcelRoute
{
    /// <param name="only">One of several parcels; null for one that carries all.</param>
    public static IReadOnlyList<RouteStop> Of(ConsignmentView view, Order order, Words words, ParcelView? only = null)
    {
        var consignment = view.Consignment;
        var abroad = consignment.ShipsFrom != order.ShipTo.Country;
        var scans = (only?.Scans ?? view.Scans).ToList();
        DateTime? First(params TrackingStatus[] statuses) => scans.Where(s => statuses.Any(x => x.ToString() == s.Status)).Select(s => (DateTime?)s.AtUtc).Min();
        var bought = only is not null ? only.Parcel.BoughtAtUtc : view.Parcels.Count > 0 ? view.Parcels.Min(p => p.Parcel.BoughtAtUtc) : null;
        var delivered = (only is null ? consignment.DeliveredAtUtc : only.Parcel.DeliveredAtUtc) ?? First(TrackingStatus.Delivered);
        var stations = new List<Station> { new("packed", bought) };
        stations.Add(new Station("handed-over", (only is null ? consignment.HandedOverAtUtc : only.Parcel.HandedOverAtUtc) ?? First(TrackingStatus.HandedOver)));
        if (abroad)
        {
            stations.Add(new Station("export", First(TrackingStatus.ExportCustoms, TrackingStatus.DepartedOrigin), IsCustoms: true, LeavesCountry: true));
            stations.Add(new Station("in-flight", First(TrackingStatus.DepartedOrigin)));
            stations.Add(new Station("import-customs", First(TrackingStatus.ImportCustoms, TrackingStatus.ArrivedDestination), IsCustoms: true));
        }

        stations.Add(new Station("local", First(TrackingStatus.OutForDelivery, TrackingStatus.DeliveryFailed)));
        stations.Add(new Station("delivered", delivered));

        // A later station that is reached tells that the earlier ones are behind, scanned or not.
        var last = stations.FindLastIndex(s => s.AtUtc is not null);
        var promise = Promise(consignment, words);
        var zone = LocalTime.Of(order.ShipTo).Zone;
        return [.. stations.Select((station, place) => new RouteStop(
            words["order.route." + station.Key],
            station.AtUtc is { } at ? words.Format.Date(at, zone, DateStyle.ShortDay) : place == stations.Count - 1 && last < place ? promise : null,
            place < last ? RouteProgress.Done : place > last ? RouteProgress.Ahead : place == stations.Count - 1 ? RouteProgress.Done : RouteProgress.Now,
            station.IsCustoms,
            station.LeavesCountry))];
    }

    /// <summary>The days that were promised at purchase, in words.</summary>
    public static string Promise(Consignment consignment, Words words) => words.Format.DateRange(
        DateOnly.FromDateTime(consignment.PromisedFromUtc ?? consignment.PromisedByUtc), DateOnly.FromDateTime(consignment.PromisedByUtc), DateStyle.ShortDay);

    private sealed record Station(string Key, DateTime? AtUtc, bool IsCustoms = false, bool LeavesCountry = false);
}
