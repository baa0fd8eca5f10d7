using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.EasyPost;

/// <summary>EasyPost as one key asks it.</summary>
/// <remarks>A label is bought in two calls: a shipment is made with our reference, which costs nothing, and then one of its rates is bought. A shipment is bought once at most,
/// but a reference may stand on several shipments. So what is bought is always the shipment that the reference leads to, and the one that it leads to is asked for before anything is made:
/// whatever call got lost, the next finds the same shipment, bought or not.</remarks>
internal sealed class EasyPostCarrier(EasyPostConnector connector, CarrierCredentials credentials, EasyPostSettings settings, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyReturnLabels, IFetchLabels, IVoidLabels, ITrackParcels, IBookPickups, IMakeManifests, IPushNews, ITestCredentials
{
    /// <summary>A purchase that took longer to come to its second call does not make it.</summary>
    private static readonly TimeSpan LongestWayToBuy = TimeSpan.FromSeconds(15);

    /// <summary>How long after a shipment was made its purchase may still be on the way.</summary>
    private static readonly TimeSpan BuyMayCome = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    /// <summary>Their page on returns speaks of parcels within one country alone.</summary>
    /// <remarks>docs.easypost.com/docs/returns, read 2026-11-30; to be confirmed with the carrier.</remarks>
    public bool TakesBack(Country from, Country to) => from == to;

    public int MostNumbers => 1;

    /// <summary>Ours; they name no limit.</summary>
    public int MostLabels => 100;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        var made = await CallAsync<EasyPostShipment>(HttpMethod.Post, "shipments", EasyPostMapping.Estimate(request), mayRepeat: true, "", cancel);
        if (made.Refusal is { } refusal) return refusal;
        if (OfAnotherMode(made.Value) is { } wrongKey) return wrongKey;
        if (made.Value.Rates is not { } offers) throw Unreadable();
        var end = clock.GetUtcNow().UtcDateTime + OffersHold;
        var rates = offers.Select(o => EasyPostMapping.Rate(o, request, end)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor);
        // Several of the account's carrier accounts may sell one service: the cheapest stands for it.
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. rates.DistinctBy(r => (r.ServiceKey, r.Price.Currency))]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        var started = clock.GetUtcNow();
        var standing = await LookUpAsync(request.Reference, cancel);
        if (standing.Refusal is { } refused) return refused;
        var shipment = standing.Value;
        if (shipment is null)
        {
            var made = await CallAsync<EasyPostShipment>(HttpMethod.Post, "shipments", EasyPostMapping.Shipment(request, IncotermsOf(request.Rate.ServiceKey).BillsSender), mayRepeat: false, request.Reference, cancel);
            if (made.Refusal is { } no) return no;
            var led = await LookUpAsync(request.Reference, cancel);
            if (led.Refusal is { } unseen) return unseen;
            shipment = led.Value ?? made.Value;
        }

        if (OfAnotherMode(shipment) is { } wrongKey) return wrongKey;
        if (IsBought(shipment)) return await WithFileAsync(shipment, request.Reference, request.Format, cancel);
        var choice = Choose(shipment, request.Rate);
        return choice.Refusal is { } unavailable ? unavailable : await BuyAsync(shipment, choice.Value, request, started, cancel);
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var found = await LookUpAsync(Id(purchase), cancel);
        if (!found.Succeeded) throw Unreadable(purchase.Reference);
        if (found.Value is not { } shipment) return null;
        if (IsBought(shipment)) return Label(shipment, purchase.Reference);
        // It was made and not bought yet; whoever made it may be on the way to buy it.
        return shipment.CreatedAt is { } made && made.UtcDateTime + BuyMayCome < clock.GetUtcNow().UtcDateTime ? null : throw Unreadable(purchase.Reference);
    }

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        // Other forms than the first are made when they are asked for; a picture is what there is at first.
        var path = $"shipments/{Uri.EscapeDataString(Id(label))}" + (format == DocumentFormat.Png ? "" : $"/label?file_format={EasyPostMapping.Format(format)}");
        var asked = await CallAsync<EasyPostShipment>(HttpMethod.Get, path, null, mayRepeat: true, label.Reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        return await FileAsync(asked.Value, format, cancel) is { } file ? file : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        var asked = await CallAsync<EasyPostShipment>(HttpMethod.Post, $"shipments/{Uri.EscapeDataString(Id(label))}/refund", null, mayRepeat: true, label.Reference, cancel);
        if (asked.Succeeded) return IsVoided(asked.Value) ? Done.Ok : CarrierRefusals.AlreadyHandedOver;
        if (asked.Refusal.Code != "shipping.carrier-refused") return asked.Refusal;
        // Asking for the money twice is refused like asking too late: what stands on the shipment decides.
        var standing = await LookUpAsync(Id(label), cancel);
        return standing.Refusal is { } refusal ? refusal : standing.Value is null ? CarrierRefusals.LabelUnknown : IsVoided(standing.Value) ? Done.Ok : asked.Refusal;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels)
        {
            var found = await LookUpAsync(Id(parcel), cancel);
            if (!found.Succeeded) throw Unreadable(parcel.Reference);
            if (found.Value is { } shipment) told[parcel.Reference] = EasyPostMapping.Events(shipment.Tracker);
        }

        return told;
    }

    /// <summary>A booking is of one shipment; it costs what the cheapest of its rates says.</summary>
    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        if (request.Labels is not [var label]) return CarrierRefusals.Refused(Name, "EasyPost books a collection for one label at a time.");
        var made = await CallAsync<EasyPostPickup>(HttpMethod.Post, "pickups", EasyPostMapping.Pickup(request, Id(label)), mayRepeat: true, request.Reference, cancel);
        if (made.Refusal is { } no) return no;
        if (made.Value.Id is not { Length: > 0 } id) throw Unreadable(request.Reference);
        var offer = (made.Value.Rates ?? []).Select(r => (Rate: r, Price: EasyPostMapping.Price(r))).Where(o => o.Price is not null).OrderBy(o => o.Price!.Value.Minor).FirstOrDefault();
        if (offer.Rate is null) return CarrierRefusals.Refused(Name, Words(made.Value.Messages) ?? "Nobody collects there at that time.");
        var bought = await CallAsync<EasyPostPickup>(HttpMethod.Post, $"pickups/{id}/buy", new { carrier = offer.Rate.Carrier, service = offer.Rate.Service }, mayRepeat: false, request.Reference, cancel);
        if (bought.Refusal is { } refusal) return refusal;
        if (bought.Value.Confirmation is not { Length: > 0 } confirmation) throw Unreadable(request.Reference);
        return new BookedPickup(request.Reference, confirmation, DateOnly.FromDateTime(request.ReadyAt.Date), id, offer.Price);
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var asked = await CallAsync<EasyPostPickup>(HttpMethod.Post, $"pickups/{Uri.EscapeDataString(pickup.CarrierReference ?? pickup.Confirmation)}/cancel", null, mayRepeat: true, pickup.Reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        return asked.Value.Status == "canceled" ? Done.Ok : throw Unreadable(pickup.Reference);
    }

    public async Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default)
    {
        var made = await CallAsync<EasyPostScanForm>(HttpMethod.Post, "scan_forms", new { shipments = request.Labels.Select(l => new { id = Id(l) }) }, mayRepeat: false, request.Reference, cancel);
        if (made.Refusal is { } refusal) return refusal;
        if (made.Value is not { Id: { Length: > 0 } id } form) throw Unreadable(request.Reference);
        if (form.Status == "failed") return CarrierRefusals.Refused(Name, form.Message ?? "");
        var paper = await DownloadAsync(form.FormUrl, settings.LabelHosts, cancel);
        return new Manifest(form.Confirmation ?? id, paper is null ? null : new CarrierFile(DocumentFormat.Pdf, paper));
    }

    public Outcome<CarrierNews> Read(PushedMessage message)
    {
        if (Credentials.Find(EasyPostConnector.WebhookSecret) is not { } secret || !message.Headers.TryGetValue("x-hmac-signature", out var mark)) return CarrierRefusals.NewsRefused;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(EasyPostMapping.Mark(message.Body.Span, secret)), Encoding.UTF8.GetBytes(mark))) return CarrierRefusals.NewsRefused;
        try
        {
            if (JsonSerializer.Deserialize<EasyPostEvent>(message.Body.Span, CarrierJson.Options) is not { Id: { Length: > 0 } id } told) return CarrierRefusals.NewsRefused;
            if (told.Description != "tracker.updated") return new CarrierNews(id, [], "", "text/plain");
            var tracker = told.Result.Deserialize<EasyPostTracker>(CarrierJson.Options);
            return tracker is null ? CarrierRefusals.NewsRefused : new CarrierNews(id, [new ParcelNews(tracker.TrackingCode, tracker.ShipmentId, EasyPostMapping.Events(tracker))], "", "text/plain");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return CarrierRefusals.NewsRefused;
        }
    }

    /// <summary>A shipment that does not exist is asked for: who is known is told so, who is not is refused before.</summary>
    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var found = await LookUpAsync("none", cancel);
        return found.Succeeded ? Done.Ok : found.Refusal;
    });

    private async Task<Outcome<BoughtLabel>> BuyAsync(EasyPostShipment shipment, EasyPostRate rate, LabelRequest request, DateTimeOffset started, CancellationToken cancel)
    {
        if (clock.GetUtcNow() - started > LongestWayToBuy) throw new CarrierOutcomeUnknownException(Key, request.Reference) { NothingWasSent = true };
        var bought = await CallAsync<EasyPostShipment>(HttpMethod.Post, $"shipments/{shipment.Id}/buy", new { rate = new { id = rate.Id } }, mayRepeat: false, request.Reference, cancel);
        // Somebody may have bought the shipment meanwhile, which is refused like anything else.
        if (bought.Refusal is { Code: "shipping.carrier-refused" } && await FindBoughtAsync(shipment.Id!, cancel) is { } already) return await WithFileAsync(already, request.Reference, request.Format, cancel);
        if (bought.Refusal is { } refusal) return refusal;
        if (!IsBought(bought.Value)) throw Unreadable(request.Reference);
        return await WithFileAsync(bought.Value, request.Reference, request.Format, cancel);
    }

    private async Task<EasyPostShipment?> FindBoughtAsync(string id, CancellationToken cancel)
    {
        var found = await LookUpAsync(id, cancel);
        if (!found.Succeeded) throw Unreadable(id);
        return found.Value is { } shipment && IsBought(shipment) ? shipment : null;
    }

    /// <summary>The shipment by its id or by our reference; null when there is none.</summary>
    private async Task<Outcome<EasyPostShipment?>> LookUpAsync(string id, CancellationToken cancel)
    {
        var answer = await SendAsync(Call(HttpMethod.Get, $"shipments/{Uri.EscapeDataString(id)}", null, mayRepeat: true, id), cancel);
        if (answer.Status == 404 && answer.Read<EasyPostFailure>()?.Error is not null) return Outcome<EasyPostShipment?>.Of(null);
        var read = Read<EasyPostShipment>(answer, id);
        if (read.Refusal is { } refusal) return refusal;
        return read.Value.Id is { Length: > 0 } ? Outcome<EasyPostShipment?>.Of(read.Value) : throw Unreadable(id);
    }

    private async Task<Outcome<T>> CallAsync<T>(HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel)
        where T : class => Read<T>(await SendAsync(Call(method, path, body, mayRepeat, reference), cancel), reference);

    private CarrierCall Call(HttpMethod method, string path, object? body, bool mayRepeat, string reference) => new(method, new Uri(settings.Host, path))
    {
        Headers = [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials[EasyPostConnector.ApiKey] + ":")))],
        Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierJson.Write(body)), MayRepeat = mayRepeat, Reference = reference,
    };

    private Outcome<T> Read<T>(CarrierAnswer answer, string reference)
        where T : class
    {
        var reason = answer.IsOk ? null : answer.Read<EasyPostFailure>()?.Error?.Words;
        if (Refused(answer, reason) is { } refusal) return refusal;
        if (!answer.IsOk) return reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
        return answer.Read<T>() ?? throw Unreadable(reference);
    }

    /// <summary>A key of the other mode would buy real labels for a test, or worthless ones for parcels.</summary>
    private Refusal? OfAnotherMode(EasyPostShipment shipment) =>
        (shipment.Mode == "test") == Credentials.IsTest ? null : CarrierRefusals.CredentialsRefused(Name, $"The key is one for {shipment.Mode}.");

    private Outcome<EasyPostRate> Choose(EasyPostShipment shipment, CarrierRate accepted)
    {
        var offers = (shipment.Rates ?? []).Where(r => r.Key == accepted.ServiceKey && EasyPostMapping.Price(r)?.Currency == accepted.Price.Currency).OrderBy(r => EasyPostMapping.Price(r)!.Value.Minor).ToList();
        if (offers is not [var rate, ..])
        {
            var carrier = accepted.ServiceKey.Split(':')[0];
            return Words(shipment.Messages?.Where(m => m.Carrier == carrier)) is { } words ? CarrierRefusals.Refused(Name, words) : CarrierRefusals.ServiceUnavailable(accepted.ServiceName);
        }

        return EasyPostMapping.Price(rate)!.Value is var price && price > accepted.Price ? CarrierRefusals.PriceChanged(price) : rate;
    }

    private static string? Words(IEnumerable<EasyPostMessage>? messages) =>
        string.Join("; ", (messages ?? []).Select(m => m.Message).Where(m => !string.IsNullOrEmpty(m)).Distinct()) is { Length: > 0 } words ? words : null;

    private static bool IsBought(EasyPostShipment shipment) => shipment is { TrackingCode.Length: > 0, Label: not null };

    private static bool IsVoided(EasyPostShipment shipment) => shipment.RefundStatus is "submitted" or "refunded";

    private static string Id(LabelHandle label) => label.CarrierReference ?? label.Reference;

    private async Task<BoughtLabel> WithFileAsync(EasyPostShipment shipment, string reference, DocumentFormat format, CancellationToken cancel)
    {
        var label = Label(shipment, reference);
        try
        {
            return await FileAsync(shipment, format, cancel) is { } file ? label with { File = file, FileIsToCome = false } : label;
        }
        catch (CarrierOutcomeUnknownException)
        {
            return label; // Bought all the same; the file is fetched later.
        }
    }

    private async Task<CarrierFile?> FileAsync(EasyPostShipment shipment, DocumentFormat format, CancellationToken cancel)
    {
        if (EasyPostMapping.File(shipment.Label, format) is not var (url, kind)) return null;
        return await DownloadAsync(url, settings.LabelHosts, cancel) is { } bytes ? new CarrierFile(kind, bytes) : null;
    }

    private BoughtLabel Label(EasyPostShipment shipment, string reference)
    {
        var service = shipment.SelectedRate?.Key ?? "";
        return new BoughtLabel
        {
            Reference = reference, CarrierKey = Key, ServiceKey = service, ServiceName = ServiceName(service), TrackingNumber = shipment.TrackingCode!, CarrierReference = shipment.Id,
            Price = EasyPostMapping.Cost(shipment), BoughtAtUtc = clock.GetUtcNow().UtcDateTime, VoidedAtUtc = IsVoided(shipment) ? clock.GetUtcNow().UtcDateTime : null, FileIsToCome = true,
            Marks = new LabelMarks(shipment.SelectedRate?.Carrier ?? Name, "EP", "", MailStream.ParcelPost),
        };
    }
}
