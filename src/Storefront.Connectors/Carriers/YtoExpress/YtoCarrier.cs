using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>YTO as one customer asks it: an address, a customer code and a secret for each interface; the business JSON travels as a signed text inside a JSON.</summary>
/// <remarks>An order made again under its number gives the waybill that exists, but no interface tells a waybill by our number: a purchase without an answer is repeated as it was.</remarks>
internal sealed class YtoCarrier(YtoConnector connector, CarrierCredentials credentials, YtoSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IRepeatPurchases, IFetchLabels, IVoidLabels, ITrackParcels, IPushNews, ITestCredentials
{
    private const string Version = "v1";

    /// <summary>A number that no order and no parcel has.</summary>
    private const string Nothing = "YT0000000000000";

    public int MostNumbers => 1;

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (YtoMapping.Fault(request, Name) is { } fault) return fault;
        var sent = await CallAsync(CarrierAbility.Buy, "privacy_create_adapter", YtoMapping.Order(request), mayRepeat: false, request.Reference, cancel);
        if (Refused(sent) is { } early) return early;
        if (sent.Read<YtoAnswer>() is not { } answer) throw Unreadable(request.Reference);
        if (answer.MailNo is { Length: > 0 } number) return Label(request, number, answer.ShortAddress);
        return Said(answer, request.Reference);
    }

    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) => Task.FromException<BoughtLabel?>(Unreadable(purchase.Reference));

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        if (label.TrackingNumber is not { } number) return CarrierRefusals.LabelUnknown;
        var sent = await CallAsync(CarrierAbility.FetchLabel, "waybill_print_adapter", new { waybillNo = number }, mayRepeat: true, label.Reference, cancel);
        if (Refused(sent) is { } early) return early;
        if (sent.Read<YtoAnswer>() is not { } answer) throw Unreadable(label.Reference);
        if (answer.IsFailure) return Said(answer, label.Reference);
        if (answer.Pdf is not { } pdf) return CarrierRefusals.LabelNotReady;
        return Base64Text.Decode(pdf) is { } bytes ? new CarrierFile(DocumentFormat.Pdf, bytes) : throw Unreadable(label.Reference);
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        var sent = await CallAsync(CarrierAbility.Void, "korder_cancel_adapter", new { logisticsNo = label.Reference, cancelDesc = "Not sent" }, mayRepeat: true, label.Reference, cancel);
        if (Refused(sent) is { } early) return early;
        if (sent.Read<YtoAnswer>() is not { } answer) throw Unreadable(label.Reference);
        return !answer.IsFailure && answer.LogisticsNo == label.Reference ? Done.Ok : Said(answer, label.Reference);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            if (parcel.TrackingNumber is not { } number) continue;
            var answer = await TrackAsync(number, parcel.Reference, cancel);
            // An array is the parcel's way; an object is none, whatever it calls itself.
            if (answer.Scans() is null && answer.Read<YtoAnswer>() is { CodeText: YtoAnswer.Nothing }) continue;
            var scans = answer.Scans() ?? await OlderScansAsync(number, parcel.Reference, cancel) ?? throw Unreadable(parcel.Reference);
            told[parcel.Reference] = [.. scans.Select(YtoMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public Outcome<CarrierNews> Read(PushedMessage message)
    {
        var form = PushedForm.Read(message.Body);
        if (!form.TryGetValue("logistics_interface", out var payload) || !form.TryGetValue("data_digest", out var digest) || Credentials.Find(YtoConnector.PushSecret) is not { } secret) return CarrierRefusals.NewsRefused;
        if (!YtoSignature.IsDigest(digest, payload, secret)) return CarrierRefusals.NewsRefused;
        if (CarrierXml.Read(payload) is not { } update || update.Text("mailNo") is not { } number || YtoMapping.Event(update) is not { } told) return CarrierRefusals.NewsRefused;
        var ours = update.Text("txLogisticID");
        var identity = $"{number}\n{told.Code}\n{told.AtUtc:O}";
        var reply = new XElement("Response", new XElement("logisticProviderID", "YTO"), new XElement("txLogisticID", ours), new XElement("success", "true"));
        return new CarrierNews(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))), [new ParcelNews(number, ours, [told])], reply.ToString(SaveOptions.DisableFormatting), "text/xml; charset=UTF-8");
    }

    /// <summary>Each interface by its own keys: with a number that nothing has, and the order with nothing in it, which is refused for what it lacks.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var sent = ability switch
        {
            CarrierAbility.Buy => await CallAsync(ability, "privacy_create_adapter", new { }, mayRepeat: true, "", cancel),
            CarrierAbility.FetchLabel => await CallAsync(ability, "waybill_print_adapter", new { waybillNo = Nothing }, mayRepeat: true, "", cancel),
            CarrierAbility.Void => await CallAsync(ability, "korder_cancel_adapter", new { logisticsNo = Nothing, cancelDesc = "Test" }, mayRepeat: true, "", cancel),
            _ => await TrackAsync(Nothing, "", cancel),
        };
        if (Refused(sent) is { } early) return early;
        if (sent.Scans() is not null) return Done.Ok;
        if (sent.Read<YtoAnswer>() is not { } answer) throw Unreadable();
        return answer.IsWrongKey ? CarrierRefusals.CredentialsRefused(Name, answer.Words) : Done.Ok;
    });

    private Task<CarrierAnswer> TrackAsync(string number, string reference, CancellationToken cancel) =>
        CallAsync(CarrierAbility.Track, "track_query_adapter", new Dictionary<string, string> { ["NUMBER"] = number }, mayRepeat: true, reference, cancel);

    /// <summary>Null where the merchant has no keys of the generation before, and where it tells no way either.</summary>
    private async Task<IReadOnlyList<YtoScan>?> OlderScansAsync(string number, string reference, CancellationToken cancel) =>
        YtoOlder.Track(number, Credentials, settings, clock.GetUtcNow()) is { } call ? (await SendAsync(call with { Reference = reference }, cancel)).Scans() : null;

    private Task<CarrierAnswer> CallAsync(CarrierAbility ability, string adapter, object business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var param = CarrierJson.Write(business);
        var sign = YtoSignature.Of(param, adapter, Version, Credentials[YtoConnector.Secret(ability)]);
        var path = string.Join('/', new[] { "open", adapter, Version, Credentials[YtoConnector.UserId], Credentials[YtoConnector.CustomerCode(ability)] }.Select(Uri.EscapeDataString));
        var call = CarrierCall.Json(HttpMethod.Post, new Uri(Credentials.IsTest ? settings.Test : settings.Live, path), CarrierJson.Write(new YtoCall(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), param, sign)));
        return SendAsync(call with { Name = adapter, BodyType = "application/json; charset=utf-8", MayRepeat = mayRepeat, Reference = reference }, cancel);
    }

    /// <summary>A no, where it is one; what says neither yes nor no is not known.</summary>
    private Refusal Said(YtoAnswer answer, string reference)
    {
        if (!answer.IsFailure || answer.IsFault) throw Unreadable(reference);
        return answer.IsWrongKey ? CarrierRefusals.CredentialsRefused(Name, answer.Words) : CarrierRefusals.Refused(Name, answer.Words);
    }

    private BoughtLabel Label(LabelRequest request, string number, string? sorting) => new()
    {
        Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "YT", sorting ?? request.Recipient.City!, MailStream.Express),
    };
}
