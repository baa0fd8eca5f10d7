using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Usps;

/// <summary>USPS as one mailer asks it. One call buys the label, and it cannot be asked for afterwards by our reference.</summary>
internal sealed class UspsCarrier(UspsConnector connector, CarrierCredentials credentials, UspsSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    : TokenCarrier(connector, credentials, wire, tokens, clock), IQuoteRates, IBuyLabels, IVoidLabels, ITrackParcels, IBookPickups, IMakeManifests, ITestCredentials
{
    private const string Scope = "addresses international-prices subscriptions payments pickup tracking labels scan-forms companies service-delivery-standards locations international-labels prices shipments";

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    /// <summary>A payment's token lives less than an hour.</summary>
    private static readonly TimeSpan PaymentHolds = TimeSpan.FromMinutes(50);

    public int MostNumbers => 1;

    /// <summary>Ours; they name no limit.</summary>
    public int MostLabels => 100;

    private Uri Host => Credentials.IsTest ? settings.Test : settings.Live;

    private string Identity => $"{Host} {Credentials[UspsConnector.ClientId]} {Credentials[UspsConnector.ClientSecret]}";

    private CarrierCall AskToken => CarrierCall.Form(
        new Uri(Host, "oauth2/v3/token"), ("grant_type", "client_credentials"), ("client_id", Credentials[UspsConnector.ClientId]), ("client_secret", Credentials[UspsConnector.ClientSecret]), ("scope", Scope));

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        if (!UspsMapping.IsHome(request.From.Country)) return Outcome<IReadOnlyList<CarrierRate>>.Of([]);
        var sent = await CallAsync(HttpMethod.Post, "shipments/v3/options/search", UspsMapping.Options(request, Credentials[UspsConnector.AccountType], Credentials[UspsConnector.Account]), mayRepeat: true, "", cancel);
        if (sent.Refusal is { } refusal) return refusal;
        if (sent.Value.Read<UspsOptions>()?.PricingOptions is not { } pricing) throw Unreadable();
        var end = Clock.GetUtcNow().UtcDateTime + OffersHold;
        var rates = pricing.SelectMany(p => p.ShippingOptions ?? []).Select(s => UspsMapping.Rate(s, request, end, ServiceName)).OfType<CarrierRate>();
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. rates.OrderBy(r => r.Price.Minor).DistinctBy(r => r.ServiceKey)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        if (UspsMapping.Fault(request, Name) is { } fault) return fault;
        var now = Clock.GetUtcNow().UtcDateTime;
        var sent = await CallPaidAsync(HttpMethod.Post, Labels(UspsMapping.IsHome(request.Recipient.Country)), UspsMapping.Label(request, now), mayRepeat: false, request.Reference, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        if (UspsMapping.ReadLabel(sent.Value) is not { LabelMetadata: { TrackingNumber: { Length: > 0 } number } told } label) throw Unreadable(request.Reference);
        var file = EncodedFile.Read(request.Format == DocumentFormat.Zpl ? DocumentFormat.Zpl : DocumentFormat.Pdf, label.LabelImage);
        return new BoughtLabel
        {
            Reference = request.Reference, CarrierKey = Key, ServiceKey = request.Rate.ServiceKey, ServiceName = ServiceName(request.Rate.ServiceKey), TrackingNumber = number,
            Price = told.Postage is { } postage ? Units.Amount(postage, Currency.Usd) : null, BoughtAtUtc = now, File = file,
            Marks = new LabelMarks(Name, "US", "", MailStream.ParcelPost, file is null ? "NOT THE LABEL: THE POST'S OWN CAME UNREADABLE" : null),
        };
    }

    /// <summary>They know labels by their own numbers only.</summary>
    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) => throw Unreadable(purchase.Reference);

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        if (label.TrackingNumber is not { } number) return CarrierRefusals.LabelUnknown;
        var path = $"{Labels(!label.ServiceKey.Contains("INTERNATIONAL", StringComparison.Ordinal) && label.ServiceKey != "GLOBAL_EXPRESS_GUARANTEED")}/{Uri.EscapeDataString(number)}";
        var sent = await CallPaidAsync(HttpMethod.Delete, path, null, mayRepeat: true, label.Reference, cancel, isGoneRight: true);
        return sent.Refusal is { } refusal ? refusal : IsYes(sent.Value) ? Done.Ok : throw Unreadable(label.Reference);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels.Where(p => p.TrackingNumber is not null))
        {
            var sent = await CallAsync(HttpMethod.Get, $"tracking/v3/tracking/{Uri.EscapeDataString(parcel.TrackingNumber!)}?expand=DETAIL", null, mayRepeat: true, parcel.Reference, cancel);
            if (sent.Refusal is { Code: "shipping.carrier-refused" }) continue;
            if (!sent.Succeeded || sent.Value.Read<UspsTrack>() is not { TrackingNumber: not null } track) throw Unreadable(parcel.Reference);
            told[parcel.Reference] = [.. (track.TrackingEvents ?? []).Select(UspsMapping.Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];
        }

        return told;
    }

    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        var sent = await CallAsync(HttpMethod.Post, "pickup/v3/carrier-pickup", UspsMapping.Pickup(request), mayRepeat: false, request.Reference, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        return sent.Value.Read<UspsPickup>()?.ConfirmationNumber is { Length: > 0 } confirmation ? new BookedPickup(request.Reference, confirmation, DateOnly.FromDateTime(request.ReadyAt.Date)) : throw Unreadable(request.Reference);
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var sent = await CallAsync(HttpMethod.Delete, $"pickup/v3/carrier-pickup/{Uri.EscapeDataString(pickup.Confirmation)}", null, mayRepeat: true, pickup.Reference, cancel, isGoneRight: true);
        return sent.Refusal is { } refusal ? refusal : IsYes(sent.Value) ? Done.Ok : throw Unreadable(pickup.Reference);
    }

    public async Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default)
    {
        var sent = await CallAsync(HttpMethod.Post, "scan-forms/v3/scan-form", UspsMapping.ScanForm(request), mayRepeat: false, request.Reference, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        if (UspsMapping.ReadScanForm(sent.Value) is not { Metadata.ManifestNumber: { Length: > 0 } number } form) throw Unreadable(request.Reference);
        return new Manifest(number, EncodedFile.Read(DocumentFormat.Pdf, form.Image));
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var asked = ability is CarrierAbility.Buy or CarrierAbility.Void ? await PaymentAsync("", cancel) : await TokenAsync(Identity, AskToken, "", cancel);
        return asked.Succeeded ? Done.Ok : asked.Refusal;
    });

    protected override string? Reason(CarrierAnswer answer) => answer.Read<UspsFailure>()?.Words;

    /// <summary>What is deleted may be answered with nothing; a page that came in its place says nothing of it.</summary>
    private static bool IsYes(CarrierAnswer answer) => answer.Body.Length == 0 || answer.Read<UspsGone>() is not null;

    private static string Labels(bool atHome) => atHome ? "labels/v3/label" : "international-labels/v3/international-label";

    /// <summary>The second token, which names who pays and whose label it is.</summary>
    private async Task<Outcome<string>> PaymentAsync(string reference, CancellationToken cancel)
    {
        var (crid, mid, kind, account) = (Credentials[UspsConnector.Crid], Credentials[UspsConnector.Mid], Credentials[UspsConnector.AccountType], Credentials[UspsConnector.Account]);
        var roles = new object[]
        {
            new { roleName = "LABEL_OWNER", CRID = crid, MID = mid, manifestMID = Credentials[UspsConnector.ManifestMid], accountType = kind, accountNumber = account },
            new { roleName = "PAYER", CRID = crid, MID = mid, accountType = kind, accountNumber = account },
        };
        try
        {
            return await Tokens.GetAsync(Key, $"payment {Identity} {crid} {mid} {kind} {account}", async () =>
            {
                var sent = await CallAsync(HttpMethod.Post, "payments/v3/payment-authorization", new { roles }, mayRepeat: true, reference, cancel);
                if (sent.Refusal is { } refusal) return refusal.Code == "shipping.carrier-refused" ? CarrierRefusals.CredentialsRefused(Name, $"{refusal.Arguments["reason"]}") : refusal;
                return sent.Value.Read<UspsAuthorization>()?.PaymentAuthorizationToken is { Length: > 0 } token ? new CarrierToken(token, Clock.GetUtcNow().UtcDateTime + PaymentHolds) : throw Unreadable(reference);
            }, cancel);
        }
        catch (CarrierOutcomeUnknownException e)
        {
            throw new CarrierOutcomeUnknownException(Key, reference, e) { NothingWasSent = true };
        }
    }

    /// <summary>A call that the payer's token goes with. Where it is not let in, both tokens are renewed once: nothing was done.</summary>
    private async Task<Outcome<CarrierAnswer>> CallPaidAsync(HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel, bool isGoneRight = false)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var payment = await PaymentAsync(reference, cancel);
            if (payment.Refusal is { } refusal) return refusal;
            var sent = await CallAsync(method, path, body, mayRepeat, reference, cancel, isGoneRight, ("X-Payment-Authorization-Token", payment.Value));
            if (!isFirst || sent.Refusal?.Code != "shipping.credentials-refused") return sent;
            Tokens.Forget(payment.Value);
        }
    }

    /// <param name="isGoneRight">What is not there any more is as it should be.</param>
    private async Task<Outcome<CarrierAnswer>> CallAsync(
        HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel, bool isGoneRight = false, params (string Name, string Value)[] headers)
    {
        var call = new CarrierCall(method, new Uri(Host, path)) { Headers = headers, Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierJson.WriteNamed(body)), MayRepeat = mayRepeat, Reference = reference };
        var sent = await SendAsync(Identity, AskToken, call, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        var answer = sent.Value;
        var reason = answer.IsOk ? null : Reason(answer);
        if (answer.IsOk || (isGoneRight && answer.Status == 404 && reason is not null)) return answer;
        return Refused(answer, reason) is { } refused ? refused : reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
    }
}
