using System.Globalization;
using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>YunExpress as one application asks it: with a token that lasts two hours, and a signature over the path and the body as they are sent.</summary>
internal sealed class YunExpressCarrier(YunExpressConnector connector, CarrierCredentials credentials, YunExpressSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyLabels, IFetchLabels, IVoidLabels, ITrackParcels, ITestCredentials
{
    private const string Unknown = "N";

    private const string Cancelled = "C";

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    public int MostNumbers => 1;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        if (YunExpressMapping.Fault(request.Batteries, Name) is { } fault) return fault;
        var answer = await GetAsync("/v1/price-trial/get", YunExpressMapping.Trial(request), "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<List<YunExpressFee>>() is not { } fees) throw Unreadable();
        return Outcome<IReadOnlyList<CarrierRate>>.Of(YunExpressMapping.Rates(fees, request, clock.GetUtcNow().UtcDateTime + OffersHold));
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        if (YunExpressMapping.Fault(request.Batteries, Name) is { } fault) return fault;
        var answer = await CallAsync(HttpMethod.Post, "/v1/order/package/create", "", YunExpressMapping.Order(request, customs), mayRepeat: false, request.Reference, cancel);
        // An order number that was used before is refused in words that are not promised; whether the label is there is asked.
        if (answer.Refusal is { Code: "shipping.carrier-refused" } && await FindAsync(Purchase(request), cancel) is { } known) return known.VoidedAtUtc is null ? known : CarrierRefusals.ReferenceUsed;
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<YunExpressOrder>() is not { Waybill: { Length: > 0 } waybill } created) throw Unreadable(request.Reference);
        return Label(request.Reference, waybill, created.Tracking, request.Rate.ServiceKey);
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var answer = await GetAsync("/v1/order/info/get", [("order_number", purchase.Reference)], purchase.Reference, cancel);
        if (answer.Refusal is { Code: not "shipping.carrier-refused" }) throw Unreadable(purchase.Reference);
        var order = answer.Succeeded ? answer.Value.Read<YunExpressOrder>() : null;
        if (order is { Reference: { Length: > 0 } named } && named != purchase.Reference) throw Unreadable(purchase.Reference);
        var track = await TrackOneAsync(purchase.Reference, purchase.Reference, cancel);
        if (order is { Waybill: { Length: > 0 } waybill })
        {
            var label = Label(purchase.Reference, waybill, order.Tracking, order.Product ?? purchase.ServiceKey);
            return track is { Succeeded: true, Value.Status: Cancelled } ? label with { VoidedAtUtc = clock.GetUtcNow().UtcDateTime } : label;
        }

        // A failure proves nothing: only when the other side of the house knows no such number either, there is none.
        return track is { Succeeded: true, Value.Status: Unknown } ? null : throw Unreadable(purchase.Reference);
    }

    /// <remarks>Every asking counts as a printing there, so it is asked once for each time that a person wants it.</remarks>
    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        var answer = await GetAsync("/v1/order/label/get", [("order_number", Number(label))], label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<YunExpressLabel>() is not { } found) return CarrierRefusals.LabelNotReady;
        var made = YunExpressMapping.Format(found.Type);
        if (found.Text is { Length: > 0 } text) return Base64Text.Decode(text) is { } bytes ? new CarrierFile(made, bytes) : throw Unreadable(label.Reference);
        return await DownloadAsync(found.Url, settings.LabelHosts, cancel) is { } downloaded ? new CarrierFile(made, downloaded) : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if ((label.CarrierReference ?? (await FindAsync(label, cancel))?.CarrierReference) is not { } waybill) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync(HttpMethod.Post, "/v1/order/cancel", "", new { waybill_number = waybill }, mayRepeat: true, label.Reference, cancel);
        if (answer.Succeeded) return Done.Ok;
        if (answer.Refusal.Code != "shipping.carrier-refused") return answer.Refusal;
        // A second cancelling is refused like one that comes too late: what stands at their side decides.
        var track = await TrackOneAsync(waybill, label.Reference, cancel);
        return !track.Succeeded ? answer.Refusal : track.Value.Status switch
        {
            Cancelled => Done.Ok,
            "T" or "D" or "E" or "R" => CarrierRefusals.AlreadyHandedOver,
            _ => answer.Refusal,
        };
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            var track = await TrackOneAsync(Number(parcel), parcel.Reference, cancel);
            if (track.Refusal is { Code: "shipping.carrier-refused" }) continue;
            if (!track.Succeeded) throw Unreadable(parcel.Reference);
            if (track.Value.Status != Unknown) told[parcel.Reference] = YunExpressMapping.Events(track.Value);
        }

        return told;
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var answer = await GetAsync("/v1/order/info/get", [("order_number", "label-of-nobody")], "", cancel);
        return answer.Refusal is { Code: not "shipping.carrier-refused" } refusal ? refusal : Done.Ok;
    });

    private async Task<Outcome<YunExpressTrack>> TrackOneAsync(string number, string reference, CancellationToken cancel)
    {
        var answer = await GetAsync("/v1/track-service/info/get", [("order_number", number)], reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<List<YunExpressTrack>>() is not { } tracks) throw Unreadable(reference);
        // Nothing at all is told of a number that is not known.
        return tracks is [var track, ..] ? track : new YunExpressTrack(Unknown, null);
    }

    private Task<Outcome<YunExpressEnvelope>> GetAsync(string path, IReadOnlyList<(string Name, string Value)> query, string reference, CancellationToken cancel) =>
        CallAsync(HttpMethod.Get, path, "?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}")), null, mayRepeat: true, reference, cancel);

    private async Task<Outcome<YunExpressEnvelope>> CallAsync(HttpMethod method, string path, string query, object? business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var body = business is null ? null : CarrierJson.Write(business);
        for (var isFirst = true; ; isFirst = false)
        {
            var token = await TokenAsync(reference, cancel);
            if (token.Refusal is { } none) return none;
            var date = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var answer = await SendAsync(
                new CarrierCall(method, new Uri(Host, path + query))
                {
                    Headers = [("token", token.Value), ("date", date), ("sign", YunExpressSignature.Of(method, path, date, body, Credentials[YunExpressConnector.AppSecret])), ("Accept-Language", "en-US")],
                    Body = body is null ? null : Encoding.UTF8.GetBytes(body), BodyType = "application/json;charset=utf-8", MayRepeat = mayRepeat, Reference = reference,
                },
                cancel);
            if (answer.Status == 401)
            {
                // Not let in, so nothing was done: with a fresh token it may be.
                tokens.Forget(token.Value);
                if (isFirst) continue;
            }

            if (Refused(answer, answer.Read<YunExpressEnvelope>()?.Words) is { } refusal) return refusal;
            if (answer.Read<YunExpressEnvelope>() is not { IsOk: { } isOk } envelope) throw Unreadable(reference);
            return isOk ? envelope : CarrierRefusals.Refused(Name, envelope.Words);
        }
    }

    private async Task<Outcome<string>> TokenAsync(string reference, CancellationToken cancel)
    {
        var (id, secret, source) = (Credentials[YunExpressConnector.AppId], Credentials[YunExpressConnector.AppSecret], Credentials[YunExpressConnector.SourceKey]);
        try
        {
            return await tokens.GetAsync(Key, $"{id}\n{secret}\n{source}\n{Host}", async () =>
            {
                var json = CarrierJson.Write(new { grantType = "client_credentials", appId = id, appSecret = secret, sourceKey = source });
                var answer = await SendAsync(CarrierCall.Json(HttpMethod.Post, new Uri(Host, "openapi/oauth2/token"), json) with { MayRepeat = true, Reference = reference }, cancel);
                var given = answer.Read<YunExpressToken>();
                if (Refused(answer, given?.Msg) is { } refusal) return refusal;
                if (given is null) throw Unreadable(reference);
                if (given is not { AccessToken: { Length: > 0 } text }) return CarrierRefusals.CredentialsRefused(Name, given.Msg ?? answer.Beginning);
                return new CarrierToken(text, clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(given.ExpiresIn ?? 0));
            }, cancel);
        }
        catch (CarrierOutcomeUnknownException e)
        {
            // Without a token nothing of what was to be done was even asked for.
            throw new CarrierOutcomeUnknownException(Key, reference, e) { NothingWasSent = true };
        }
    }

    private Uri Host => Credentials.IsTest ? settings.Test : settings.Live;

    private static string Number(LabelHandle label) => label.CarrierReference ?? label.TrackingNumber ?? label.Reference;

    private static LabelHandle Purchase(LabelRequest request) => new(request.Reference, null, null, request.Rate.ServiceKey);

    /// <summary>A parcel whose number at the destination is still to come travels under its waybill number.</summary>
    private BoughtLabel Label(string reference, string waybill, string? tracking, string service) => new()
    {
        Reference = reference, CarrierKey = Key, ServiceKey = service, ServiceName = ServiceName(service), TrackingNumber = tracking is { Length: > 0 } ? tracking : waybill, CarrierReference = waybill,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "YE", service, MailStream.ParcelPost),
    };
}
