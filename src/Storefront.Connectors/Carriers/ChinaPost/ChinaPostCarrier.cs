using System.Text;
using System.Xml.Linq;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.ChinaPost;

/// <summary>China Post as one customer asks it: XML with a token in a header, and nothing signed.</summary>
/// <remarks>Orders are asked for by their mail number alone: what became of a purchase without an answer is not known.</remarks>
internal sealed class ChinaPostCarrier(ChinaPostConnector connector, CarrierCredentials credentials, ChinaPostSettings settings, CarrierWire wire, TimeProvider clock, CurrentRates rates)
    : WiredCarrier(connector, credentials, wire), IBuyLabels, IFetchLabels, IVoidLabels, ITrackParcels, ITestCredentials
{
    private const string Root = "partner/api/public/p/";

    public int MostNumbers => 1;

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (request.Rate.ServiceKey != ChinaPostConnector.EPacket) return CarrierRefusals.ServiceUnavailable(ServiceName(request.Rate.ServiceKey));
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        var dollars = rates.Now;
        if (ChinaPostMapping.Fault(request, customs, Credentials, dollars, Name) is { } fault) return fault;
        var answer = await CallAsync(HttpMethod.Post, "order/", ChinaPostMapping.Order(request, customs, Credentials, dollars), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.MailNumber is { } number) return Label(request, number);
        if (!answer.Value.IsFailure) throw Unreadable(request.Reference);
        // A token that they do not know is refused like everything else; whether it was that is asked.
        return await TestAsync(CarrierAbility.Buy, cancel) is { Refusal: { Code: "shipping.credentials-refused" } stranger } ? stranger : CarrierRefusals.Refused(Name, answer.Value.Words);
    }

    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) => Task.FromException<BoughtLabel?>(Unreadable(purchase.Reference));

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        if (label.TrackingNumber is not { } number) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync(HttpMethod.Post, "print/downloadLabels", ChinaPostMapping.Labels(number), mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.IsFailure) return CarrierRefusals.Refused(Name, answer.Value.Words);
        if (!answer.Value.IsOk) throw Unreadable(label.Reference);
        if (answer.Value.Url is not { } url || await DownloadAsync(Secured(url), settings.LabelHosts, cancel) is not { } bytes) return CarrierRefusals.LabelNotReady;
        // While it is being made, a few words come in its place.
        return bytes.AsSpan().StartsWith("%PDF"u8) ? new CarrierFile(DocumentFormat.Pdf, bytes) : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if (label.TrackingNumber is not { } number) return CarrierRefusals.LabelUnknown;
        var answer = await CallAsync(HttpMethod.Delete, $"order/{Uri.EscapeDataString(number)}", null, mayRepeat: true, label.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.IsOk) return Done.Ok;
        return answer.Value.IsFailure ? CarrierRefusals.Refused(Name, answer.Value.Words) : throw Unreadable(label.Reference);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            if (parcel.TrackingNumber is not { } number) continue;
            var answer = await CallAsync(HttpMethod.Get, $"track/query/en/{Uri.EscapeDataString(number)}", null, mayRepeat: true, parcel.Reference, cancel);
            if (!answer.Succeeded) throw Unreadable(parcel.Reference);
            if (answer.Value.Scans is { } scans) told[parcel.Reference] = [.. scans.Select(ChinaPostMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
            else if (!answer.Value.IsFailure) throw Unreadable(parcel.Reference);
        }

        return told;
    }

    /// <summary>With the list of provinces, for which the token alone is needed.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var answer = await CallAsync(HttpMethod.Get, "area/cn/province/list", null, mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        return answer.Value.IsFailure ? CarrierRefusals.CredentialsRefused(Name, answer.Value.Words) : Done.Ok;
    });

    private async Task<Outcome<ChinaPostAnswer>> CallAsync(HttpMethod method, string path, XElement? body, bool mayRepeat, string reference, CancellationToken cancel)
    {
        if ((Credentials.IsTest ? settings.Test : settings.Live) is not { } host) return CarrierRefusals.Refused(Name, "China Post has no test system; connect the account as a live one.");
        var call = new CarrierCall(method, new Uri(host, Root + path))
        {
            Headers = [("authenticate", Credentials[ChinaPostConnector.Authenticate]), ("version", "international_eub_us_1.1")],
            Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierXml.Write(body)), BodyType = "text/xml; charset=UTF-8", MayRepeat = mayRepeat, Reference = reference,
        };
        var answer = await SendAsync(call, cancel);
        if (mayRepeat && answer.IsOk && answer.Text.Trim() is "" or "null")
        {
            await Task.Delay(settings.Pause, clock, cancel);
            answer = await SendAsync(call, cancel);
        }

        if (Refused(answer) is { } refusal) return refusal;
        return ChinaPostAnswer.Read(answer) is { } read ? read : throw Unreadable(reference);
    }

    /// <summary>Their addresses begin without encryption; the way to a label shows names and streets.</summary>
    private static string Secured(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: false } ? new UriBuilder(uri) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri.AbsoluteUri : url;

    private BoughtLabel Label(LabelRequest request, string number) => new()
    {
        Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number,
        BoughtAtUtc = clock.GetUtcNow().UtcDateTime, FileIsToCome = true, Marks = new LabelMarks(Name, "EU", request.Recipient.Country.Code, MailStream.LetterPost),
    };
}
