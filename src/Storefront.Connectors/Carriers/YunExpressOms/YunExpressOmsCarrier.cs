using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpressOms;

/// <summary>YunExpress's older interface as one customer asks it: the customer code and the secret with every call. An order's number is ours and is taken once.</summary>
internal sealed class YunExpressOmsCarrier(YunExpressOmsConnector connector, CarrierCredentials credentials, YunExpressOmsSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IBuyLabels, IFetchLabels, IVoidLabels, ITrackParcels, ITestCredentials
{
    /// <summary>Names a parcel by its waybill's number.</summary>
    private const int ByWaybill = 1;

    public int MostNumbers => 1;

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        var answer = await CallAsync(HttpMethod.Post, "WayBill/CreateOrder", new[] { YunExpressOmsMapping.Order(request, customs) }, mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        var made = answer.Value.Read<List<OmsCreated>>() is [var first, ..] ? first : null;
        if (answer.Value.IsOk == true && made is { IsMade: true, WayBillNumber: { Length: > 0 } waybill }) return Label(request.Reference, waybill, made.TrackingNumber, request.Rate.ServiceKey);
        // A yes without a number, or a no that names one: nobody knows.
        if (answer.Value.IsOk == true && made is null or { IsMade: true }) throw Unreadable(request.Reference);
        // An order number that was used before is refused in words that are not promised; whether the label is there is asked.
        if (await FindAsync(new LabelHandle(request.Reference, null, null, request.Rate.ServiceKey), cancel) is { } known) return known.VoidedAtUtc is null ? known : CarrierRefusals.ReferenceUsed;
        return CarrierRefusals.Refused(Name, made?.Remark is { Length: > 0 } remark ? remark : answer.Value.Words);
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var order = await OrderAsync(purchase.Reference, purchase.Reference, cancel);
        if (!order.Succeeded) throw Unreadable(purchase.Reference);
        if (order.Value is not { } found) return null;
        if (found is not { WayBillNumber: { Length: > 0 } waybill } || (found.CustomerOrderNumber is { Length: > 0 } named && named != purchase.Reference)) throw Unreadable(purchase.Reference);
        var label = Label(purchase.Reference, waybill, found.TrackingNumber, found.ShippingMethodCode is { Length: > 0 } service ? service : purchase.ServiceKey);
        return found.IsDeleted ? label with { VoidedAtUtc = clock.GetUtcNow().UtcDateTime } : label;
    }

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        var answer = await CallAsync(HttpMethod.Post, "Label/Print", new[] { Number(label) }, mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.IsOk != true) return CarrierRefusals.Refused(Name, answer.Value.Words);
        var url = answer.Value.Read<List<OmsLabel>>() is [var first, ..] ? first.Url : null;
        return await DownloadAsync(url, settings.LabelHosts, cancel) is { } downloaded ? new CarrierFile(DocumentFormat.Pdf, downloaded) : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if ((label.CarrierReference ?? (await FindAsync(label, cancel))?.CarrierReference) is not { } waybill) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync(HttpMethod.Post, "WayBill/Delete", new { OrderType = ByWaybill, OrderNumber = waybill }, mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.IsOk == true) return Done.Ok;
        // A second deleting is refused like one that comes too late: what stands at their side decides.
        var order = await OrderAsync(waybill, label.Reference, cancel);
        return order is { Succeeded: true, Value: null or { IsDeleted: true } } ? Done.Ok : CarrierRefusals.Refused(Name, answer.Value.Words);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            var answer = await CallAsync(HttpMethod.Get, $"Tracking/GetTrackInfo?OrderNumber={Uri.EscapeDataString(Number(parcel))}", null, mayRepeat: true, parcel.Reference, cancel);
            if (!answer.Succeeded) throw Unreadable(parcel.Reference);
            if (answer.Value.IsUnknown) continue;
            if (answer.Value.IsOk != true) throw Unreadable(parcel.Reference);
            // Nothing may be told of a parcel that nobody has scanned yet.
            told[parcel.Reference] = [.. (answer.Value.Read<OmsWay>()?.OrderTrackingDetails ?? []).Select(YunExpressOmsMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var answer = await CallAsync(HttpMethod.Get, "Common/GetCountry", null, mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        return answer.Value.IsOk == true ? Done.Ok : CarrierRefusals.CredentialsRefused(Name, answer.Value.Words);
    });

    /// <summary>Null when nobody has the number; a refusal when that is not known.</summary>
    private async Task<Outcome<OmsOrder?>> OrderAsync(string number, string reference, CancellationToken cancel)
    {
        var answer = await CallAsync(HttpMethod.Get, $"WayBill/GetOrder?OrderNumber={Uri.EscapeDataString(number)}", null, mayRepeat: true, reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.IsUnknown) return Outcome<OmsOrder?>.Of(null);
        return answer.Value.IsOk == true ? Outcome<OmsOrder?>.Of(answer.Value.Read<OmsOrder>() ?? throw Unreadable(reference)) : CarrierRefusals.Refused(Name, answer.Value.Words);
    }

    /// <summary>An answer that says yes or no; a refusal where the status alone tells it.</summary>
    private async Task<Outcome<OmsEnvelope>> CallAsync(HttpMethod method, string path, object? business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Credentials[YunExpressOmsConnector.CustomerCode]}&{Credentials[YunExpressOmsConnector.ApiSecret]}"));
        var answer = await SendAsync(
            new CarrierCall(method, new Uri(Credentials.IsTest ? settings.Test : settings.Live, path))
            {
                Headers = [("Authorization", "Basic " + key), ("Accept", "application/json"), ("Accept-Language", "en-us")], Body = business is null ? null : Encoding.UTF8.GetBytes(CarrierJson.WriteNamed(business)), BodyType = "application/json;charset=utf-8",
                MayRepeat = mayRepeat, Reference = reference,
            },
            cancel);
        var envelope = answer.Read<OmsEnvelope>();
        if (Refused(answer, envelope?.Message) is { } refusal) return refusal;
        return envelope is { IsOk: not null } ? envelope : throw Unreadable(reference);
    }

    private static string Number(LabelHandle label) => label.CarrierReference ?? label.TrackingNumber ?? label.Reference;

    /// <summary>A parcel whose number at the destination is still to come travels under its waybill number.</summary>
    private BoughtLabel Label(string reference, string waybill, string? tracking, string service) => new()
    {
        Reference = reference, CarrierKey = Key, ServiceKey = service, ServiceName = ServiceName(service), TrackingNumber = tracking is { Length: > 0 } ? tracking : waybill, CarrierReference = waybill,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "YE", service, MailStream.ParcelPost),
    };
}
