using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>Cainiao as one application asks it for one AliExpress seller: a form of plain fields, complex ones as JSON in a text, all of them signed as they are written.</summary>
/// <remarks>An order has no field for a reference of ours, and nothing asks for one by its trade order: a purchase without an answer stays unknown until the merchant has looked.</remarks>
internal sealed class CainiaoGlobalCarrier(CainiaoGlobalConnector connector, CarrierCredentials credentials, CainiaoGlobalSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyLabels, IMakeManifests, ITestCredentials
{
    private const string Inquire = "cainiao.global.solution.inquiry";

    private const string Create = "cainiao.global.logistic.order.create";

    private const string Commit = "cainiao.global.handover.commit";

    private const string Print = "cainiao.global.handover.pdf.get";

    /// <summary>A trade order, and a bag, that no one has.</summary>
    private const string Nobodys = "1";

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    public int MostLabels => 1000;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        // Without an order there is nothing that the platform could price.
        if (request.OrderNumber is not { } order) return Outcome<IReadOnlyList<CarrierRate>>.Of([]);
        var answer = await CallAsync(Inquire, CainiaoGlobalMapping.Inquiry(order, request), mayRepeat: true, "", cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<GlobalAnswer>() is not { } told) throw Unreadable();
        if (told.IsRefused) return Refused(told);
        if (told.Result.ValueKind != System.Text.Json.JsonValueKind.Object || new TopAnswer(told.Result, null).Read<GlobalSolutions>() is not { } offers) throw Unreadable();
        var end = clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. TopAnswer.List<GlobalSolution>(offers.UsableSolutionList).Select(o => CainiaoGlobalMapping.Rate(o, request, end)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        if (request.OrderNumber is not { } order) return CarrierRefusals.ServiceUnavailable(ServiceName(request.Rate.ServiceKey));
        var answer = await CallAsync(Create, [("order_param", CainiaoGlobalMapping.Order(request, customs, order, Credentials)), ("locale", CainiaoGlobalMapping.Locale)], mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<GlobalAnswer>() is not { } told) throw Unreadable(request.Reference);
        if (new TopAnswer(told.Result, null).Read<GlobalOrder>() is { LogisticsOrderId: > 0 and { } number }) return Label(request, CainiaoGlobalMapping.OrderCode(number));
        // Asked to come again, the order may have been on its way already: nobody knows.
        return told is { IsRefused: true, IsToRepeat: false } ? Refused(told) : throw Unreadable(request.Reference);
    }

    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) => Task.FromException<BoughtLabel?>(Unreadable(purchase.Reference));

    public async Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default)
    {
        if (request.Labels.Any(l => l.CarrierReference is null)) return CarrierRefusals.LabelUnknown;
        var isBrought = Credentials[CainiaoGlobalConnector.HandOver] == CainiaoGlobalConnector.SelfPost;
        if (isBrought && request.FirstMile is null) return CarrierRefusals.FirstMileMissing(Name);
        var answer = await CallAsync(Commit, CainiaoGlobalMapping.Bag(request, isBrought ? request.FirstMile : null, Credentials), mayRepeat: false, request.Reference, cancel);
        if (answer.Refusal is { } refusal) return refusal;
        if (answer.Value.Read<HandOverAnswer>()?.Result is not { IsOk: { } isOk } result) throw Unreadable(request.Reference);
        if (!isOk) return CarrierRefusals.Refused(Name, result.Words);
        if (new TopAnswer(result.Data, null).Read<HandOverBag>() is not { HandoverContentCode: { Length: > 0 } code } bag) throw Unreadable(request.Reference);
        return new Manifest(code, bag.HandoverContentId is { } id ? await PaperAsync(id, cancel) : null);
    }

    /// <summary>An inquiry about a trade order that no one has, and the paper of a bag that no one has: both are told no by whoever knows the caller.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var (method, fields) = ability == CarrierAbility.Manifest
            ? (Print, CainiaoGlobalMapping.BagPaper(long.Parse(Nobodys, CultureInfo.InvariantCulture), Credentials))
            : (Inquire, (IReadOnlyList<(string, string)>)[("trade_order_param", $$"""{"trade_order_id":{{Nobodys}}}"""), ("locale", CainiaoGlobalMapping.Locale)]);
        var answer = await CallAsync(method, fields, mayRepeat: true, "", cancel);
        return answer.Refusal is { Code: not "shipping.carrier-refused" } refusal ? refusal : Done.Ok;
    });

    /// <summary>The bag is made, whatever becomes of this: without their paper ours is printed, and theirs is in the seller centre.</summary>
    private async Task<CarrierFile?> PaperAsync(long bag, CancellationToken cancel)
    {
        try
        {
            var answer = await CallAsync(Print, CainiaoGlobalMapping.BagPaper(bag, Credentials), mayRepeat: true, "", cancel);
            return answer.Succeeded && answer.Value.Read<HandOverAnswer>()?.Result is { IsOk: true } result ? CainiaoGlobalMapping.Paper(result.Data) : null;
        }
        catch (CarrierOutcomeUnknownException)
        {
            return null;
        }
    }

    private async Task<Outcome<TopAnswer>> CallAsync(string method, IReadOnlyList<(string Name, string Value)> business, bool mayRepeat, string reference, CancellationToken cancel)
    {
        var isAliExpress = Credentials[CainiaoGlobalConnector.Platform] == CainiaoGlobalConnector.AliExpress;
        if ((isAliExpress, Credentials.IsTest) switch { (true, true) => settings.AliExpressTest, (true, false) => settings.AliExpress, (false, true) => settings.Test, (false, false) => settings.Live } is not { } host)
            return CarrierRefusals.Refused(Name, "AliExpress has no test system; connect the account as a live one.");
        var (now, secret) = (clock.GetUtcNow(), Credentials[CainiaoGlobalConnector.AppSecret]);
        List<(string Name, string Value)> fields =
        [
            ("method", method), ("app_key", Credentials[CainiaoGlobalConnector.AppKey]), ("session", Credentials[CainiaoGlobalConnector.Session]), ("format", "json"), ("v", "2.0"),
            ("timestamp", isAliExpress ? now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : now.ToOffset(ZonedTime.China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            ("sign_method", isAliExpress ? "sha256" : settings.SignMethod),
            .. business,
        ];
        fields.Add(("sign", isAliExpress ? TopSignature.Sha256(fields, secret) : settings.SignMethod == "md5" ? TopSignature.Md5(fields, secret) : TopSignature.Hmac(fields, secret)));
        var form = CarrierCall.Form(host, fields);
        var answer = await SendAsync(form with { BodyType = "application/x-www-form-urlencoded; charset=UTF-8", MayRepeat = mayRepeat, Reference = reference }, cancel);
        if (Refused(answer) is { } refusal) return refusal;
        if (TopAnswer.Read(answer, method) is not { } told) throw Unreadable(reference);
        return told.Error switch
        {
            null => told,
            { IsOfCredentials: true } error => CarrierRefusals.CredentialsRefused(Name, error.Words),
            { IsOfHurry: true } => CarrierRefusals.Busy(Name),
            { IsOfPlatform: true } => throw Unreadable(reference),
            var error => CarrierRefusals.Refused(Name, error.Words),
        };
    }

    private Refusal Refused(GlobalAnswer told) => CarrierRefusals.Refused(Name, told.ErrorInfo is { Words.Length: > 0 } error ? error.Words : told.ErrorInfo?.Code ?? "");

    /// <summary>The number at the destination is told in the seller centre alone: a parcel travels under its order's code, and what we draw says that it is not the label.</summary>
    private BoughtLabel Label(LabelRequest request, string code) => new()
    {
        Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = request.Rate.ServiceName is { Length: > 0 } name ? name : ServiceName(request.Rate.ServiceKey), TrackingNumber = code,
        CarrierReference = code, BoughtAtUtc = clock.GetUtcNow().UtcDateTime, Marks = new LabelMarks(Name, "CN", request.Rate.ServiceKey, MailStream.ParcelPost, "Not the label: print it in AliExpress"),
    };
}
