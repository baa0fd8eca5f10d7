using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>FedEx as one account asks it. One call buys the label; afterwards its number can be found by our reference, and nothing else of it.</summary>
internal sealed class FedExCarrier(FedExConnector connector, CarrierCredentials credentials, FedExSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    : TokenCarrier(connector, credentials, wire, tokens, clock), IQuoteRates, IBuyReturnLabels, IVoidLabels, ITrackParcels, IBookPickups, IFindPickupPoints, ITestCredentials
{
    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    /// <summary>Return labels are made for every way that has a service. Which ways those are is told by the rates.</summary>
    public bool TakesBack(Country from, Country to) => true;

    public int MostNumbers => 30;

    private Uri Host => Credentials.IsTest ? settings.Test : settings.Live;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        if ((Fault(request.From) ?? Fault(request.To) ?? Fault(request.Batteries)) is { } fault) return fault;
        var answer = await CallAsync<FedExRates>(HttpMethod.Post, "rate/v1/rates/quotes", FedExMapping.Rates(request, Credentials[FedExConnector.Account]), mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.RateReplyDetails is not { } services) throw Unreadable();
        var end = Clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. services.Select(s => FedExMapping.Rate(s, request, end, ServiceName)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if ((Fault(request.Sender) ?? Fault(request.Recipient) ?? Fault(request.Batteries)) is { } fault) return fault;
        var now = Clock.GetUtcNow().UtcDateTime;
        var answer = await CallAsync<FedExShipments>(HttpMethod.Post, "ship/v1/shipments", FedExMapping.Shipment(request, Credentials[FedExConnector.Account], now), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.TransactionShipments is not [{ } shipment, ..]) throw Unreadable(request.Reference);
        var piece = shipment.PieceResponses is [var first, ..] ? first : null;
        if ((shipment.MasterTrackingNumber ?? piece?.TrackingNumber) is not { Length: > 0 } number) throw Unreadable(request.Reference);
        var file = FedExMapping.File(piece?.PackageDocuments?.FirstOrDefault(d => d.ContentType == "LABEL"));
        return new BoughtLabel
        {
            Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number, Price = FedExMapping.Cost(shipment), BoughtAtUtc = now,
            File = file, Papers = [.. (shipment.ShipmentDocuments ?? []).Select(FedExMapping.File).OfType<CarrierFile>()],
            Marks = new LabelMarks(Name, "FX", "", MailStream.Express, file is null ? "NOT THE LABEL: PRINT IT IN FEDEX SHIP MANAGER" : null),
        };
    }

    /// <summary>Tracking by reference tells the number of a shipment that stands there, to who has the keys for tracking. That none stands there yet, or more than one, proves nothing.</summary>
    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        if (Credentials.Find(FedExConnector.TrackApiKey) is null || Credentials.Find(FedExConnector.TrackSecretKey) is null) throw Unreadable(purchase.Reference);
        var answer = await CallAsync<FedExTracks>(HttpMethod.Post, "track/v1/referencenumbers", FedExMapping.ByReference(purchase.Reference, Credentials[FedExConnector.Account]), mayRepeat: true, purchase.Reference, cancel, CarrierAbility.Track);
        if (!answer.Succeeded || answer.Value.CompleteTrackResults is not { } results) throw Unreadable(purchase.Reference);
        var found = results.SelectMany(r => r.TrackResults ?? []).Where(t => t.Error is null && t.TrackingNumberInfo?.TrackingNumber is { Length: > 0 }).DistinctBy(t => t.TrackingNumberInfo!.TrackingNumber).ToList();
        if (found is not [{ TrackingNumberInfo.TrackingNumber: { } number } track]) throw Unreadable(purchase.Reference);
        var now = Clock.GetUtcNow().UtcDateTime;
        return new BoughtLabel
        {
            Reference = purchase.Reference, CarrierKey = Key, ServiceKey = purchase.ServiceKey, ServiceName = ServiceName(purchase.ServiceKey), TrackingNumber = number, CarrierReference = purchase.CarrierReference, BoughtAtUtc = now,
            VoidedAtUtc = track.LatestStatusDetail?.Code == "CA" ? now : null, Marks = new LabelMarks(Name, "FX", "", MailStream.Express, "NOT THE LABEL: PRINT IT IN FEDEX SHIP MANAGER"),
        };
    }

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if (label.TrackingNumber is not { } number) return CarrierRefusals.LabelUnknown;
        var body = new { accountNumber = new { value = Credentials[FedExConnector.Account] }, deletionControl = "DELETE_ALL_PACKAGES", trackingNumber = number };
        var answer = await CallAsync<FedExCancelled>(HttpMethod.Put, "ship/v1/shipments/cancel", body, mayRepeat: true, label.Reference, cancel);
        if (answer.Succeeded && answer.Value.CancelledShipment is null) throw Unreadable(label.Reference);
        if (answer is { Succeeded: true, Value.CancelledShipment: true }) return Done.Ok;
        if (answer.Refusal is { Code: not "shipping.carrier-refused" } other) return other;
        // A second cancelling is refused like one that comes too late: whether it stands as cancelled decides, where the account may ask for that.
        var stands = Credentials.Find(FedExConnector.TrackApiKey) is not null && await ResultsAsync([label], cancel) is [{ TrackResults: [{ LatestStatusDetail.Code: "CA" }, ..] }];
        return stands ? Done.Ok : answer.Refusal ?? CarrierRefusals.AlreadyHandedOver;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        var known = parcels.Where(p => p.TrackingNumber is not null).ToList();
        if (known.Count == 0) return told;
        var results = await ResultsAsync(known, cancel);
        foreach (var parcel in known)
        {
            if (results.FirstOrDefault(r => r.TrackingNumber == parcel.TrackingNumber)?.TrackResults is not [{ Error: null } track, ..]) continue;
            told[parcel.Reference] = [.. (track.ScanEvents ?? []).Select(FedExMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        if ((Fault(request.From) ?? FedExCollections.Fault(request, Name)) is { } fault) return fault;
        var body = FedExCollections.Booking(request, Credentials[FedExConnector.Account], FedExMapping.Address(request.From), Clock.GetUtcNow());
        var answer = await CallAsync<FedExPickup>(HttpMethod.Post, FedExCollections.BookPath, body, mayRepeat: false, request.Reference, cancel, CarrierAbility.Pickup);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value is not { PickupConfirmationCode: { Length: > 0 } code } booked) throw Unreadable(request.Reference);
        return new BookedPickup(request.Reference, code, DateOnly.FromDateTime(request.ReadyAt.Date), FedExCollections.Keep(FedExCollections.Company(request), booked.Location));
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var body = FedExCollections.CallingOff(pickup, Credentials[FedExConnector.Account]);
        var answer = await CallAsync<FedExPickupOff>(HttpMethod.Put, FedExCollections.CancelPath, body, mayRepeat: true, pickup.Reference, cancel, CarrierAbility.Pickup);
        if (answer.Refusal is { } refusal) return OffAlready.Says(refusal) ? Done.Ok : refusal;
        return answer.Value is { PickupConfirmationCode: null, CancelConfirmationMessage: null } ? throw Unreadable(pickup.Reference) : Done.Ok;
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var (identity, ask) = Slot(ability);
        var token = await TokenAsync(identity, ask, "", cancel);
        return token.Succeeded ? Done.Ok : token.Refusal;
    });

    public bool DeliversToPoint(string serviceKey) => FedExLocations.Takes(serviceKey);

    public Task<Outcome<IReadOnlyList<NearbyPoint>>> FindPointsAsync(PointSearch search, CancellationToken cancel = default) => AskAsync<IReadOnlyList<NearbyPoint>>(async () =>
    {
        var found = await PointsAsync(FedExLocations.Near(search), cancel);
        if (found.Refusal is { } refusal) return refusal;
        return Outcome<IReadOnlyList<NearbyPoint>>.Of([.. found.Value.OrderBy(p => p.DistanceMetres ?? int.MaxValue)]);
    });

    public Task<Outcome<bool>> KeepsPointAsync(PickupPoint point, CancellationToken cancel = default) => AskAsync<bool>(async () =>
    {
        var found = await PointsAsync(FedExLocations.Around(point), cancel);
        return found.Refusal is { } refusal ? refusal : found.Value.Any(p => p.Point.Id == point.Id);
    });

    private async Task<Outcome<IReadOnlyList<NearbyPoint>>> PointsAsync(object body, CancellationToken cancel)
    {
        var answer = await CallAsync<FedExLocationList>(HttpMethod.Post, FedExLocations.Path, body, mayRepeat: true, "", cancel, CarrierAbility.PickupPoints);
        if (answer.Refusal is { } refusal) return refusal;
        return Outcome<IReadOnlyList<NearbyPoint>>.Of([.. (answer.Value.LocationDetailList ?? []).Select(FedExLocations.Read).OfType<NearbyPoint>()]);
    }

    protected override string? Reason(CarrierAnswer answer) => answer.Read<FedExFailure>()?.Words;

    /// <summary>Tracking has keys of its own.</summary>
    private (string Identity, CarrierCall Ask) Slot(CarrierAbility ability)
    {
        var isTrack = ability == CarrierAbility.Track;
        var (key, secret) = (Credentials[isTrack ? FedExConnector.TrackApiKey : FedExConnector.ApiKey], Credentials[isTrack ? FedExConnector.TrackSecretKey : FedExConnector.SecretKey]);
        return ($"{Host} {key} {secret}", CarrierCall.Form(new Uri(Host, "oauth/token"), ("grant_type", "client_credentials"), ("client_id", key), ("client_secret", secret)));
    }

    private Refusal? Fault(PostalAddress address) => AddressLines.Fault(address, Name, FedExMapping.LongestLine, FedExMapping.MostLines);

    private Refusal? Fault(IReadOnlyList<BatteryContent> inside) => FedExMapping.HasLooseBatteries(inside) ? CarrierRefusals.Refused(Name, "Batteries without equipment are dangerous goods.") : null;

    private async Task<IReadOnlyList<FedExTracked>> ResultsAsync(List<LabelHandle> parcels, CancellationToken cancel)
    {
        var body = new { includeDetailedScans = true, trackingInfo = parcels.Select(p => new { trackingNumberInfo = new { trackingNumber = p.TrackingNumber } }) };
        var answer = await CallAsync<FedExTracks>(HttpMethod.Post, "track/v1/trackingnumbers", body, mayRepeat: true, parcels[0].Reference, cancel, CarrierAbility.Track);
        return answer is { Succeeded: true, Value.CompleteTrackResults: { } results } ? results : throw Unreadable(parcels[0].Reference);
    }

    private async Task<Outcome<T>> CallAsync<T>(HttpMethod method, string path, object body, bool mayRepeat, string reference, CancellationToken cancel, CarrierAbility ability = CarrierAbility.Buy)
        where T : class
    {
        var (identity, ask) = Slot(ability);
        var call = new CarrierCall(method, new Uri(Host, path))
        {
            Headers = [("x-locale", "en_US"), ("x-customer-transaction-id", Guid.NewGuid().ToString())], Body = Encoding.UTF8.GetBytes(CarrierJson.Write(body)), MayRepeat = mayRepeat, Reference = reference,
        };
        var sent = await SendAsync(identity, ask, call, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        var answer = sent.Value;
        if (answer.IsOk) return answer.Read<FedExAnswer<T>>()?.Output ?? throw Unreadable(reference);
        var reason = Reason(answer);
        return Refused(answer, reason) is { } refused ? refused : reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
    }
}
