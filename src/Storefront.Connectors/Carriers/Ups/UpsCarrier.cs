using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Ups;

/// <summary>UPS as one shipper asks it. One call buys the label; afterwards its number can be found by our reference, and nothing else of it.</summary>
internal sealed class UpsCarrier(UpsConnector connector, CarrierCredentials credentials, UpsSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    : TokenCarrier(connector, credentials, wire, tokens, clock), IQuoteRates, IBuyReturnLabels, IVoidLabels, ITrackParcels, IBookPickups, IFindPickupPoints, ITestCredentials
{
    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    /// <summary>Print return label goes wherever their services do. Which ways those are is told by the rates.</summary>
    public bool TakesBack(Country from, Country to) => true;

    public int MostNumbers => 1;

    private Uri Host => Credentials.IsTest ? settings.Test : settings.Live;

    private string Identity => $"{Host} {Credentials[UpsConnector.ClientId]} {Credentials[UpsConnector.ClientSecret]}";

    private CarrierCall AskToken => CarrierCall.Form(new Uri(Host, "security/v1/oauth/token"), ("grant_type", "client_credentials")) with
    {
        Headers = [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Credentials[UpsConnector.ClientId]}:{Credentials[UpsConnector.ClientSecret]}")))],
    };

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        if ((Fault(request.From) ?? Fault(request.To)) is { } fault) return fault;
        var answer = await CallAsync<UpsRates>(HttpMethod.Post, "api/rating/v2409/Shop?additionalinfo=timeintransit", UpsMapping.Rates(request, Credentials[UpsConnector.Account]), mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.RateResponse?.RatedShipment is not { } offers) throw Unreadable();
        var end = Clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. offers.Select(o => UpsMapping.Rate(o, request, end, ServiceName)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if ((Fault(request.Sender) ?? Fault(request.Recipient) ?? Fault(request.Buyer)) is { } fault) return fault;
        var body = UpsMapping.Shipment(request, Credentials[UpsConnector.Account], Clock.GetUtcNow().UtcDateTime);
        var answer = await CallAsync<UpsShipped>(HttpMethod.Post, "api/shipments/v2409/ship", body, mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.ShipmentResponse?.ShipmentResults is not { PackageResults: [{ TrackingNumber: { Length: > 0 } number } package, ..] } results) throw Unreadable(request.Reference);
        var file = UpsMapping.File(package.ShippingLabel);
        return new BoughtLabel
        {
            Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number,
            CarrierReference = results.ShipmentIdentificationNumber, Price = UpsMapping.Price(results.NegotiatedRateCharges, results.ShipmentCharges?.TotalCharges), BoughtAtUtc = Clock.GetUtcNow().UtcDateTime, File = file,
            Papers = [.. (results.Form ?? []).Select(f => UpsMapping.File(f.Image)).OfType<CarrierFile>()],
            Marks = new LabelMarks(Name, "UPS", request.Rate.ServiceKey, MailStream.Express, file is null ? "NOT THE LABEL: PRINT IT IN THE ACCOUNT AT UPS.COM" : null),
        };
    }

    /// <summary>Tracking by reference tells the number of a shipment that stands there. That none stands there yet, or more than one, proves nothing.</summary>
    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var answer = await CallAsync<UpsTracked>(HttpMethod.Get, UpsMapping.ByReference(purchase.Reference, Credentials[UpsConnector.Account], now), null, mayRepeat: true, purchase.Reference, cancel);
        if (!answer.Succeeded || answer.Value.TrackResponse?.Shipment is not { } shipments) throw Unreadable(purchase.Reference);
        if (shipments.SelectMany(s => s.Package ?? []).Where(p => p.TrackingNumber is { Length: > 0 }).DistinctBy(p => p.TrackingNumber).ToList() is not [{ TrackingNumber: { } number } package]) throw Unreadable(purchase.Reference);
        return new BoughtLabel
        {
            Reference = purchase.Reference, CarrierKey = Key, ServiceKey = purchase.ServiceKey, ServiceName = ServiceName(purchase.ServiceKey), TrackingNumber = number, CarrierReference = purchase.CarrierReference, BoughtAtUtc = now,
            VoidedAtUtc = Standing(package) == "MV" ? now : null, Marks = new LabelMarks(Name, "UPS", purchase.ServiceKey, MailStream.Express, "NOT THE LABEL: PRINT IT IN THE ACCOUNT AT UPS.COM"),
        };
    }

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if ((label.CarrierReference ?? label.TrackingNumber) is not { } number) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync<UpsVoided>(HttpMethod.Delete, $"api/shipments/v2409/void/cancel/{Uri.EscapeDataString(number)}", null, mayRepeat: true, label.Reference, cancel);
        if (answer.Succeeded) return answer.Value.VoidShipmentResponse?.SummaryResult?.Status is not { } status ? throw Unreadable(label.Reference) : status.Code == "1" ? Done.Ok : CarrierRefusals.Refused(Name, status.Description ?? "");
        if (answer.Refusal.Code != "shipping.carrier-refused") return answer.Refusal;
        // A second voiding is refused like one that comes too late: whether it stands as voided decides.
        return await PackageAsync(label, cancel) is { } package && Standing(package) == "MV" ? Done.Ok : answer.Refusal;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            if (await PackageAsync(parcel, cancel) is { } package) told[parcel.Reference] = [.. (package.Activity ?? []).Select(UpsMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        if (UpsCollections.Fault(request, Name) is { } fault) return fault;
        var answer = await CallAsync<UpsPickupMade>(HttpMethod.Post, UpsCollections.BookPath, UpsCollections.Booking(request, Credentials[UpsConnector.Account]), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.PickupCreationResponse is not { Prn: { Length: > 0 } number } made) throw Unreadable(request.Reference);
        return new BookedPickup(request.Reference, number, DateOnly.FromDateTime(request.ReadyAt.Date), Charge: UpsCollections.Charge(made.RateResult));
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var answer = await CallAsync<UpsPickupOff>(HttpMethod.Delete, UpsCollections.CancelPath, null, mayRepeat: true, pickup.Reference, cancel, ("Prn", pickup.Confirmation));
        if (answer.Succeeded) return answer.Value.PickupCancelResponse?.Response?.ResponseStatus is not { } status ? throw Unreadable(pickup.Reference) : status.Code == "1" ? Done.Ok : CarrierRefusals.Refused(Name, status.Description ?? "");
        if (answer.Refusal.Code != "shipping.carrier-refused") return answer.Refusal;
        if (OffAlready.Says(answer.Refusal)) return Done.Ok;
        // Calling off twice is refused like calling off too late: whether it stands as called off decides.
        var pending = await CallAsync<UpsPendingPickups>(HttpMethod.Get, UpsCollections.PendingPath, null, mayRepeat: true, pickup.Reference, cancel, ("AccountNumber", Credentials[UpsConnector.Account]));
        return pending.Succeeded && UpsCollections.IsOff(pending.Value, pickup.Confirmation) ? Done.Ok : answer.Refusal;
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var token = await TokenAsync(Identity, AskToken, "", cancel);
        return token.Succeeded ? Done.Ok : token.Refusal;
    });

    public bool DeliversToPoint(string serviceKey) => UpsAccessPoints.Takes(serviceKey);

    public Task<Outcome<IReadOnlyList<NearbyPoint>>> FindPointsAsync(PointSearch search, CancellationToken cancel = default) => AskAsync<IReadOnlyList<NearbyPoint>>(async () =>
    {
        var found = await PointsAsync(UpsAccessPoints.Near(search), cancel);
        if (found.Refusal is { } refusal) return refusal;
        return Outcome<IReadOnlyList<NearbyPoint>>.Of([.. found.Value.OrderBy(p => p.DistanceMetres ?? int.MaxValue)]);
    });

    public Task<Outcome<bool>> KeepsPointAsync(PickupPoint point, CancellationToken cancel = default) => AskAsync<bool>(async () =>
    {
        var found = await PointsAsync(UpsAccessPoints.ById(point), cancel);
        return found.Refusal is { } refusal ? refusal : found.Value.Any(p => p.Point.Id == point.Id);
    });

    private async Task<Outcome<IReadOnlyList<NearbyPoint>>> PointsAsync(object body, CancellationToken cancel)
    {
        var answer = await CallAsync<UpsLocated>(HttpMethod.Post, UpsAccessPoints.Path, body, mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.LocatorResponse is not { } located) throw Unreadable();
        if (located.Response is { ResponseStatusCode: "0", Error: { } error }) return CarrierRefusals.Refused(Name, $"{error.ErrorCode}: {error.ErrorDescription}");
        return Outcome<IReadOnlyList<NearbyPoint>>.Of([.. (located.SearchResults?.DropLocation ?? []).Select(UpsAccessPoints.Read).OfType<NearbyPoint>()]);
    }

    protected override string? Reason(CarrierAnswer answer) => answer.Read<UpsFailure>()?.Words;

    private Refusal? Fault(PostalAddress address) => AddressLines.Fault(address, Name, UpsMapping.LongestLine, UpsMapping.MostLines);

    /// <summary>Null when they do not know the number.</summary>
    private async Task<UpsTrackedPackage?> PackageAsync(LabelHandle label, CancellationToken cancel)
    {
        if (label.TrackingNumber is not { } number) return null;
        var answer = await CallAsync<UpsTracked>(HttpMethod.Get, $"api/track/v1/details/{Uri.EscapeDataString(number)}?locale=en_US", null, mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { Code: "shipping.carrier-refused" }) return null;
        if (!answer.Succeeded || answer.Value.TrackResponse?.Shipment is not { } shipments) throw Unreadable(label.Reference);
        return shipments.SelectMany(s => s.Package ?? []).FirstOrDefault(p => p.TrackingNumber == number);
    }

    private static string? Standing(UpsTrackedPackage package) => (package.CurrentStatus ?? (package.Activity is [var latest, ..] ? latest.Status : null))?.Type;

    private async Task<Outcome<T>> CallAsync<T>(HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel, params IReadOnlyList<(string Name, string Value)> headers)
        where T : class
    {
        var call = new CarrierCall(method, new Uri(Host, path))
        {
            Headers = [("transId", Guid.NewGuid().ToString()), ("transactionSrc", "Storefront"), .. headers], Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierJson.WriteNamed(body)), MayRepeat = mayRepeat, Reference = reference,
        };
        var sent = await SendAsync(Identity, AskToken, call, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        var answer = sent.Value;
        if (answer.IsOk) return answer.Read<T>() ?? throw Unreadable(reference);
        var reason = Reason(answer);
        return Refused(answer, reason) is { } refused ? refused : reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
    }
}
