using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.DhlExpress;

/// <summary>DHL Express as one account asks it. One call buys the label; it is not voided, and found by our reference with its number alone.</summary>
internal sealed class DhlExpressCarrier(DhlExpressConnector connector, CarrierCredentials credentials, DhlExpressSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyReturnLabels, ITrackParcels, IBookPickups, IFindPickupPoints, ITestCredentials
{
    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    /// <summary>A shipment is planned ahead, so that its time is not past when they read it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>Ours; they name no limit.</summary>
    /// <summary>An import on the account of the addressee, who pays. Which ways those are is told by the rates.</summary>
    public bool TakesBack(Country from, Country to) => true;

    public int MostNumbers => 10;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        if ((Fault(request.From) ?? Fault(request.To)) is { } fault) return fault;
        var answer = await CallAsync<DhlRates>(HttpMethod.Post, "rates", DhlExpressMapping.Rates(request, Account), mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Products is not { } products) throw Unreadable();
        var end = clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. products.Select(p => DhlExpressMapping.Rate(p, request, end)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if ((Fault(request.Sender) ?? Fault(request.Recipient)) is { } fault) return fault;
        var now = clock.GetUtcNow().UtcDateTime;
        var answer = await CallAsync<DhlShipment>(HttpMethod.Post, "shipments", DhlExpressMapping.Shipment(request, Account, now + Ahead), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value is not { ShipmentTrackingNumber: { Length: > 0 } number } shipment) throw Unreadable(request.Reference);
        var file = DhlExpressMapping.File(shipment.Documents?.FirstOrDefault(d => d.TypeCode == "label"));
        return new BoughtLabel
        {
            Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number, Price = DhlExpressMapping.Price(shipment.ShipmentCharges),
            BoughtAtUtc = now, File = file, Papers = [.. (shipment.Documents ?? []).Where(d => d.TypeCode != "label").Select(DhlExpressMapping.File).OfType<CarrierFile>()],
            Marks = new LabelMarks(Name, "DHL", request.Rate.ServiceKey, MailStream.Express, file is null ? "NOT THE LABEL: PRINT IT IN MYDHL+" : null),
        };
    }

    /// <summary>Tracking by reference tells the number of a shipment that stands there. That none stands there yet, or more than one, proves nothing.</summary>
    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var answer = Read<DhlTracking>(await SendAsync(Call(HttpMethod.Get, DhlExpressMapping.ByReference(purchase.Reference, Account, now), null, mayRepeat: true, purchase.Reference), cancel), purchase.Reference);
        if (!answer.Succeeded || answer.Value.Shipments is not { } shipments) throw Unreadable(purchase.Reference);
        if (shipments.Select(s => s.ShipmentTrackingNumber).Where(n => !string.IsNullOrEmpty(n)).Distinct().ToList() is not [{ } number]) throw Unreadable(purchase.Reference);
        return new BoughtLabel
        {
            Reference = purchase.Reference, CarrierKey = Key, ServiceKey = purchase.ServiceKey, ServiceName = ServiceName(purchase.ServiceKey), TrackingNumber = number, BoughtAtUtc = now,
            Marks = new LabelMarks(Name, "DHL", purchase.ServiceKey, MailStream.Express, "NOT THE LABEL: PRINT IT IN MYDHL+"),
        };
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        var known = parcels.Where(p => p.TrackingNumber is not null).ToList();
        if (known.Count == 0) return told;
        var query = string.Join('&', known.Select(p => $"shipmentTrackingNumber={Uri.EscapeDataString(p.TrackingNumber!)}"));
        var sent = await SendAsync(Call(HttpMethod.Get, $"tracking?{query}", null, mayRepeat: true, known[0].Reference), cancel);
        if (sent.Status == 404)
        {
            // One number that they do not know is enough for it: the others are asked for by themselves.
            foreach (var parcel in known.Count == 1 ? [] : known)
            {
                foreach (var (reference, events) in await TrackAsync([parcel], cancel)) told[reference] = events;
            }

            return told;
        }

        var answer = Read<DhlTracking>(sent, known[0].Reference);
        if (!answer.Succeeded || answer.Value.Shipments is not { } shipments) throw Unreadable(known[0].Reference);
        foreach (var parcel in known)
        {
            if (shipments.FirstOrDefault(s => s.ShipmentTrackingNumber == parcel.TrackingNumber) is { } shipment) told[parcel.Reference] = [.. (shipment.Events ?? []).Select(DhlExpressMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        if (Fault(request.From) is { } fault) return fault;
        var answer = await CallAsync<DhlPickup>(HttpMethod.Post, "pickups", DhlExpressMapping.Pickup(request, Account), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.DispatchConfirmationNumbers is not [{ Length: > 0 } confirmation, ..]) throw Unreadable(request.Reference);
        return new BookedPickup(request.Reference, confirmation, DateOnly.FromDateTime(request.ReadyAt.Date));
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var path = $"pickups/{Uri.EscapeDataString(pickup.Confirmation)}?requestorName=Storefront&reason=Not%20needed";
        var answer = await SendAsync(Call(HttpMethod.Delete, path, null, mayRepeat: true, pickup.Reference), cancel);
        // What is not booked any more is called off.
        if (answer.Status == 404 || (answer.IsOk && answer.Body.Length == 0)) return Done.Ok;
        return Read<DhlFailure>(answer, pickup.Reference).Refusal is { } refusal ? refusal : Done.Ok;
    }

    /// <summary>The interface of points has a key of its own, which is tried with a question for points.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        if (ability == CarrierAbility.PickupPoints) return (await PointsAsync(DhlServicePoints.Near(new PointSearch(new Country("DE"), "53113"), Credentials[DhlExpressConnector.PointKey]), cancel)).Refusal is { } no ? no : Done.Ok;
        var answer = await SendAsync(Call(HttpMethod.Get, "address-validate?type=delivery&countryCode=DE&postalCode=53113&cityName=Bonn", null, mayRepeat: true, ""), cancel);
        return Read<DhlFailure>(answer, "").Refusal is { } refusal ? refusal : Done.Ok;
    });

    public bool DeliversToPoint(string serviceKey) => true;

    public Task<Outcome<IReadOnlyList<NearbyPoint>>> FindPointsAsync(PointSearch search, CancellationToken cancel = default) => AskAsync<IReadOnlyList<NearbyPoint>>(async () =>
    {
        var found = await PointsAsync(DhlServicePoints.Near(search, Credentials[DhlExpressConnector.PointKey]), cancel);
        if (found.Refusal is { } refusal) return refusal;
        return Outcome<IReadOnlyList<NearbyPoint>>.Of([.. found.Value.Select(p => DhlServicePoints.Read(p, search.Country)).OfType<NearbyPoint>().OrderBy(p => p.DistanceMetres ?? int.MaxValue)]);
    });

    public Task<Outcome<bool>> KeepsPointAsync(PickupPoint point, CancellationToken cancel = default) => AskAsync<bool>(async () =>
    {
        var found = await PointsAsync(DhlServicePoints.ById(point, Credentials[DhlExpressConnector.PointKey]), cancel);
        return found.Refusal is { } refusal ? refusal : found.Value.Any(p => p.FacilityId == point.Id && DhlServicePoints.IsOpen(p));
    });

    private async Task<Outcome<IReadOnlyList<DhlServicePoint>>> PointsAsync(string path, CancellationToken cancel)
    {
        var answer = Read<DhlServicePointList>(await SendAsync(Call(HttpMethod.Get, path, null, mayRepeat: true, ""), cancel), "");
        if (answer.Refusal is { } refusal) return refusal;
        return Outcome<IReadOnlyList<DhlServicePoint>>.Of(answer.Value.ServicePoints ?? throw Unreadable());
    }

    private string Account => Credentials[DhlExpressConnector.Account];

    private Refusal? Fault(PostalAddress address) => AddressLines.Fault(address, Name, DhlExpressMapping.LongestLine, DhlExpressMapping.MostLines);

    private async Task<Outcome<T>> CallAsync<T>(HttpMethod method, string path, object body, bool mayRepeat, string reference, CancellationToken cancel)
        where T : class => Read<T>(await SendAsync(Call(method, path, body, mayRepeat, reference), cancel), reference);

    private CarrierCall Call(HttpMethod method, string path, object? body, bool mayRepeat, string reference) => new(method, new Uri(Credentials.IsTest ? settings.Test : settings.Live, path))
    {
        Headers = [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Credentials[DhlExpressConnector.User]}:{Credentials[DhlExpressConnector.Password]}")))],
        Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierJson.Write(body)), MayRepeat = mayRepeat, Reference = reference,
    };

    private Outcome<T> Read<T>(CarrierAnswer answer, string reference)
        where T : class
    {
        if (answer.IsOk) return answer.Read<T>() ?? throw Unreadable(reference);
        var reason = answer.Read<DhlFailure>()?.Words;
        return Refused(answer, reason) is { } refused ? refused : reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
    }
}
