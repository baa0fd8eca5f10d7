using System.Globalization;
using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>4PX as one application asks it. Public parameters go in the query, the business JSON is the raw body, and both are signed.</summary>
internal sealed class FourPxCarrier(FourPxConnector connector, CarrierCredentials credentials, FourPxSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyLabels, IFetchLabels, IVoidLabels, ITrackParcels, ITestCredentials
{
    private const string WrongSignature = "000012";

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    public int MostNumbers => 1;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        // A price for an address that no label can be bought for helps nobody.
        if (FourPxMapping.Fault(request.To) is { } fault) return fault;
        var answer = await CallAsync("ds.xms.estimated_cost.get", "1.0.0", FourPxMapping.Estimate(request), mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<List<FourPxEstimate>>() is not { } offers) throw Unreadable();
        var end = clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. offers.Select(o => FourPxMapping.Rate(o, request, end)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (FourPxMapping.Fault(request.Recipient) is { } fault) return fault;
        if (request.Customs is null) return CarrierRefusals.CustomsMissing;
        var answer = await CallAsync("ds.xms.order.create", "1.1.0", FourPxMapping.Order(request), mayRepeat: false, request.Reference, cancel);
        // A reference that was used before is refused in words that are not promised; whether the label is there is asked.
        if (answer.Refusal is { Code: "shipping.carrier-refused" } && await FindAsync(Purchase(request), cancel) is { } known) return known.VoidedAtUtc is null ? known : CarrierRefusals.ReferenceUsed;
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<FourPxCreated>() is not { TrackingNumber: { Length: > 0 } number } created) throw Unreadable(request.Reference);
        return Label(request.Reference, number, created.Consignment, request.Rate.ServiceKey) with { Price = request.Rate.Price };
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var answer = await CallAsync("ds.xms.order.get", "1.1.0", new { request_no = purchase.Reference }, mayRepeat: true, purchase.Reference, cancel);
        // A failure proves nothing: only an answer without orders says that there is none.
        if (!answer.Succeeded || answer.Value.Read<List<FourPxOrder>>() is not { } orders) throw Unreadable(purchase.Reference);
        if (orders.Count == 0) return null;
        if (orders[0].Info is not { TrackingNumber: { Length: > 0 } number } info) throw Unreadable(purchase.Reference);
        var label = Label(purchase.Reference, number, info.Consignment, info.Product ?? purchase.ServiceKey);
        return info.Status == "X" ? label with { VoidedAtUtc = clock.GetUtcNow().UtcDateTime } : label;
    }

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        var body = new { request_no = label.Reference, response_label_format = "PDF", label_size = "label_100x150", is_print_declaration_list = "N", create_package_label = "N" };
        var answer = await CallAsync("ds.xms.label.get", "1.1.0", body, mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<FourPxLabel>() is not { } found) throw Unreadable(label.Reference);
        if (found.Urls?.Label is not { Length: > 0 } url) return CarrierRefusals.LabelNotReady;
        return await DownloadAsync(url, settings.LabelHosts, cancel) is { } bytes ? new CarrierFile(DocumentFormat.Pdf, bytes) : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        var answer = await CallAsync("ds.xms.order.cancel", "1.0.0", new { request_no = label.Reference, cancel_reason = "Not sent" }, mayRepeat: true, label.Reference, cancel);
        if (answer.Succeeded) return Done.Ok;
        if (answer.Refusal.Code != "shipping.carrier-refused") return answer.Refusal;
        // A second cancelling is refused like one that comes too late: what stands at their side decides.
        return await FindAsync(label, cancel) switch
        {
            null => CarrierRefusals.LabelUnknown,
            { VoidedAtUtc: not null } => Done.Ok,
            _ => CarrierRefusals.AlreadyHandedOver,
        };
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            var answer = await CallAsync("tr.order.tracking.get", "1.0.0", new { deliveryOrderNo = parcel.TrackingNumber ?? parcel.Reference }, mayRepeat: true, parcel.Reference, cancel);
            if (answer.Refusal is { Code: "shipping.carrier-refused" }) continue;
            if (!answer.Succeeded || answer.Value.Read<FourPxTrack>() is not { } track) throw Unreadable(parcel.Reference);
            told[parcel.Reference] = [.. (track.Scans ?? []).Select(FourPxMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var answer = await CallAsync("ds.xms.logistics_product.getlist", "1.0.0", new { transport_mode = "1" }, mayRepeat: true, "", cancel);
        return answer.Succeeded ? Done.Ok : answer.Refusal;
    });

    private async Task<Outcome<FourPxEnvelope>> CallAsync(string method, string version, object business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var body = CarrierJson.Write(business);
        var (key, time) = (Credentials[FourPxConnector.AppKey], clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var sign = FourPxSignature.Of(key, method, time, version, body, Credentials[FourPxConnector.AppSecret]);
        var host = Credentials.IsTest ? settings.Test : settings.Live;
        var uri = new UriBuilder(host) { Query = $"app_key={Uri.EscapeDataString(key)}&format=json&method={method}&timestamp={time}&v={version}&sign={sign}&language=en" }.Uri;
        var answer = await SendAsync(new CarrierCall(HttpMethod.Post, uri) { Body = Encoding.UTF8.GetBytes(body), MayRepeat = mayRepeat, Reference = reference }, cancel);
        if (Refused(answer) is { } refusal) return refusal;
        if (answer.Read<FourPxEnvelope>() is not { Result: not null } envelope) throw Unreadable(reference);
        if (envelope.IsOk) return envelope;
        var error = envelope.Errors is [var first, ..] ? first : null;
        var reason = error?.Message ?? envelope.Msg ?? "";
        return error?.Code == WrongSignature ? CarrierRefusals.CredentialsRefused(Name, reason) : CarrierRefusals.Refused(Name, reason);
    }

    private static LabelHandle Purchase(LabelRequest request) => new(request.Reference, null, null, request.Rate.ServiceKey);

    private BoughtLabel Label(string reference, string number, string? consignment, string service) => new()
    {
        Reference = reference, CarrierKey = Key, ServiceKey = service, ServiceName = ServiceName(service), TrackingNumber = number, CarrierReference = consignment,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "4PX", service, MailStream.ParcelPost),
    };
}
