using System.Security.Cryptography;
using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>Cainiao as one application asks it: a form of five fields, of which the content is signed as it is written and only then encoded.</summary>
/// <remarks>Creating the same <c>outOrderId</c> again gives the order that exists, but nothing asks for an order by it: a purchase without an answer is repeated as it was.</remarks>
internal sealed class CainiaoCarrier(CainiaoConnector connector, CarrierCredentials credentials, CainiaoSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IRepeatPurchases, IFetchLabels, IVoidLabels, ITrackParcels, IMakeManifests, IPushNews, ITestCredentials
{
    /// <summary>An order that no one has.</summary>
    private const string NoOrder = "LP00000000000000";

    public int MostNumbers => 1;

    /// <summary>As many as a hand-over of the neighbouring interface holds; to be confirmed with the carrier.</summary>
    public int MostLabels => 1000;

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        if (CainiaoSolutions.For(request.Rate.ServiceKey, customs.Lines) is not { } solution) return CarrierRefusals.ServiceUnavailable(ServiceName(request.Rate.ServiceKey));
        var order = CainiaoMapping.Order(request, customs, solution, Credentials.Find(CainiaoConnector.HandOverPort));
        var answer = await CallAsync("cnge.order.create", "CNGCP-OPEN", order, mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<CainiaoCreated>() is not { OrderCode: { Length: > 0 } code } created) throw Unreadable(request.Reference);
        return Label(request.Reference, code, created.TrackingNumber, created.LaneCode, solution);
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        if (purchase.CarrierReference is not { } code) throw Unreadable(purchase.Reference);
        var answer = await WaybillAsync(code, purchase.Reference, cancel);
        if (!answer.Succeeded || answer.Value.Read<CainiaoWaybill>() is not { } waybill) throw Unreadable(purchase.Reference);
        return Label(purchase.Reference, code, waybill.TrackingNumber ?? purchase.TrackingNumber, waybill.LaneCode, purchase.ServiceKey);
    }

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        if (CainiaoMapping.OrderCode(label) is not { } code) return CarrierRefusals.LabelUnknown;
        var answer = await WaybillAsync(code, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<CainiaoWaybill>() is not { } waybill) throw Unreadable(label.Reference);
        if (waybill.WaybillPdfData is not { Length: > 0 } pdf) return CarrierRefusals.LabelNotReady;
        return Base64Text.Decode(pdf) is { } bytes ? new CarrierFile(DocumentFormat.Pdf, bytes) : throw Unreadable(label.Reference);
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if (CainiaoMapping.OrderCode(label) is not { } code) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync("cnge.order.cancel", "CNGCP-OPEN", new { orderCode = code, locale = CainiaoMapping.Locale }, mayRepeat: true, label.Reference, cancel);
        return answer.Succeeded ? Done.Ok : answer.Refusal;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            if (CainiaoMapping.OrderCode(parcel) is not { } code) continue;
            var answer = await TrackAsync(code, parcel.Reference, cancel);
            if (answer.Refusal is { Code: "shipping.carrier-refused" }) continue;
            if (!answer.Succeeded || answer.Value.Read<CainiaoTrack>() is not { } track) throw Unreadable(parcel.Reference);
            told[parcel.Reference] = [.. (track.TraceDetailList ?? []).Select(CainiaoMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public async Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default)
    {
        if (request.Labels.Any(l => CainiaoMapping.OrderCode(l) is null)) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync("cnge.bigbag.create", "CNPMS", CainiaoMapping.BigBag(request, Credentials.Find(CainiaoConnector.HandOverPort)), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        return answer.Value.Read<CainiaoBigBag>() is { BigBagTrackingNumber: { Length: > 0 } number } ? new Manifest(number, null) : throw Unreadable(request.Reference);
    }

    public Outcome<CarrierNews> Read(PushedMessage message)
    {
        var form = PushedForm.Read(message.Body);
        if (!form.TryGetValue("logistics_interface", out var content) || !form.TryGetValue("data_digest", out var digest)) return CarrierRefusals.NewsRefused;
        if (!CainiaoSignature.IsOf(digest, content, Credentials[CainiaoConnector.AppSecret])) return CarrierRefusals.NewsRefused;
        // The type is not signed: what is read is decided by what was.
        if (new CarrierAnswer(200, null, Encoding.UTF8.GetBytes(content)).Read<CainiaoPush>() is not { Traces: { Count: > 0 } traces } push) return CarrierRefusals.NewsRefused;
        var events = traces.Select(CainiaoMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc).ToList();
        var numbers = (push.MailNos ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (events.Count == 0 || (numbers.Length == 0 && push.TxLogisticID is null)) return CarrierRefusals.NewsRefused;
        IReadOnlyList<ParcelNews> parcels = numbers.Length == 0 ? [new ParcelNews(null, push.TxLogisticID, events)] : [.. numbers.Select(n => new ParcelNews(n, push.TxLogisticID, events))];
        var codes = traces.Select(t => t.OutBizCode).ToList();
        var identity = codes.TrueForAll(c => !string.IsNullOrWhiteSpace(c)) ? string.Join('\n', codes.Order(StringComparer.Ordinal)) : content;
        return new CarrierNews(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))), parcels, """{"success":"true"}""", "application/json");
    }

    /// <summary>Each interface is opened for an application by itself, so each is tried, with an order that no one has.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var answer = ability switch
        {
            CarrierAbility.Buy or CarrierAbility.Void => await CallAsync("cnge.order.cancel", "CNGCP-OPEN", new { orderCode = NoOrder, locale = CainiaoMapping.Locale }, mayRepeat: true, "", cancel),
            CarrierAbility.FetchLabel => await WaybillAsync(NoOrder, "", cancel),
            _ => await TrackAsync(NoOrder, "", cancel),
        };
        return answer.Refusal is { Code: not "shipping.carrier-refused" } refusal ? refusal : Done.Ok;
    });

    private Task<Outcome<CainiaoEnvelope>> WaybillAsync(string code, string reference, CancellationToken cancel) =>
        CallAsync("cnge.waybill.get", "CGOP", new { orderCode = code, waybillType = "1", locale = CainiaoMapping.Locale }, mayRepeat: true, reference, cancel);

    private Task<Outcome<CainiaoEnvelope>> TrackAsync(string code, string reference, CancellationToken cancel) =>
        CallAsync("cnge.track.get", "TRACK", new { orderCode = code, locale = CainiaoMapping.Locale, onlyOfficialNode = true }, mayRepeat: true, reference, cancel);

    private async Task<Outcome<CainiaoEnvelope>> CallAsync(string type, string destination, object business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var content = CarrierJson.Write(business);
        var form = CarrierCall.Form(
            Credentials.IsTest ? settings.Test : settings.Live,
            ("msg_type", type), ("logistic_provider_id", Credentials[CainiaoConnector.ResourceCode]), ("to_code", destination),
            ("logistics_interface", content), ("data_digest", CainiaoSignature.Of(content, Credentials[CainiaoConnector.AppSecret])));
        var answer = await SendAsync(form with { BodyType = "application/x-www-form-urlencoded; charset=UTF-8", MayRepeat = mayRepeat, Reference = reference }, cancel);
        if (Refused(answer) is { } refusal) return refusal;
        if (CainiaoEnvelope.Read(answer) is not { } envelope) throw Unreadable(reference);
        if (envelope.IsOk) return envelope;
        var reason = envelope.Message ?? envelope.Code ?? "";
        return envelope.Code switch
        {
            // Signature wrong, company unknown, interface not opened for it.
            "S02" or "S03" or "S23" => CarrierRefusals.CredentialsRefused(Name, reason),
            "S14" => CarrierRefusals.Busy(Name),
            // The gateway lost the service behind it (time limit, fault, bad status, empty answer): whether it did anything is not known.
            "S06" or "S07" or "S08" or "S09" or "S13" => throw Unreadable(reference),
            _ => CarrierRefusals.Refused(Name, reason),
        };
    }

    /// <summary>An order whose number at the destination is still to come travels under its own code, which is tracked as well.</summary>
    private BoughtLabel Label(string reference, string code, string? number, string? lane, string solution) => new()
    {
        Reference = reference, CarrierKey = Key, ServiceKey = solution, ServiceName = ServiceName(solution), TrackingNumber = number is { Length: > 0 } ? number : code, CarrierReference = code,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "CN", lane ?? solution, MailStream.ParcelPost),
    };
}
