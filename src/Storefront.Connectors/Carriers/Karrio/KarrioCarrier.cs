using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Karrio;

/// <summary>A karrio server as one key asks it.</summary>
/// <remarks>A label is bought in two calls: a shipment is made with our reference, which costs nothing, and then one of its rates is bought. A reference may stand on several shipments,
/// so all of them are asked for before anything is made: one that is bought counts, else the oldest is bought and no other. Whatever call got lost, the next finds the same shipments.</remarks>
internal sealed partial class KarrioCarrier(KarrioConnector connector, CarrierCredentials credentials, PublicHosts hosts, CarrierWire wire, TimeProvider clock)
    : WiredCarrier(connector, credentials, wire), IQuoteRates, IBuyLabels, IFetchLabels, IVoidLabels, ITrackParcels, IBookPickups, IPushNews, ITestCredentials
{
    /// <summary>A purchase that took longer to come to its second call does not make it.</summary>
    private static readonly TimeSpan LongestWayToBuy = TimeSpan.FromSeconds(15);

    /// <summary>How long after a shipment was made its purchase may still be on the way.</summary>
    private static readonly TimeSpan BuyMayCome = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan OffersHold = TimeSpan.FromHours(1);

    public int MostNumbers => 1;

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => AskAsync<IReadOnlyList<CarrierRate>>(async () =>
    {
        var asked = await CallAsync<KarrioRates>(HttpMethod.Post, "v1/proxy/rates", KarrioMapping.Estimate(request), mayRepeat: true, "", cancel);
        if (asked.Refusal is { } refusal) return refusal;
        if (asked.Value.Rates is not { } offers) throw Unreadable();
        if (offers.Any(o => IsOfOtherMode(o.TestMode))) return OtherMode();
        var end = clock.GetUtcNow().UtcDateTime + OffersHold;
        return Outcome<IReadOnlyList<CarrierRate>>.Of([.. offers.Select(o => KarrioMapping.Rate(o, request, end, ServiceName)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)]);
    });

    public async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default)
    {
        var started = clock.GetUtcNow();
        var standing = await StandingAsync(request.Reference, cancel);
        if (standing.Refusal is { } refused) return refused;
        var shipment = standing.Value;
        if (shipment is null)
        {
            var made = await CallAsync<KarrioShipment>(HttpMethod.Post, "v1/shipments", KarrioMapping.Shipment(request, started.UtcDateTime, IncotermsOf(request.Rate.ServiceKey).BillsSender), mayRepeat: false, request.Reference, cancel);
            if (made.Refusal is { } no) return no;
            // Another may have come in between, or one that was made without an answer appears late: the oldest counts.
            var again = await StandingAsync(request.Reference, cancel);
            if (again.Refusal is { } unseen) return unseen;
            shipment = again.Value ?? made.Value;
        }

        if (shipment.Id is not { Length: > 0 }) throw Unreadable(request.Reference);
        if (IsOfOtherMode(shipment.TestMode)) return OtherMode();
        if (IsBought(shipment)) return await WithFileAsync(shipment, request.Reference, cancel);
        var choice = Choose(shipment, request.Rate);
        return choice.Refusal is { } unavailable ? unavailable : await BuyAsync(shipment, choice.Value, request, started, cancel);
    }

    public async Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default)
    {
        var standing = await StandingAsync(purchase.Reference, cancel);
        if (!standing.Succeeded) throw Unreadable(purchase.Reference);
        if (standing.Value is not { } shipment) return null;
        if (IsBought(shipment)) return Label(shipment, purchase.Reference);
        // It was made and not bought yet; whoever made it may be on the way to buy it.
        return shipment.CreatedAt is { } made && made.UtcDateTime + BuyMayCome < clock.GetUtcNow().UtcDateTime ? null : throw Unreadable(purchase.Reference);
    }

    public Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default) => AskAsync<CarrierFile>(async () =>
    {
        var asked = await ShipmentAsync(label, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        if (asked.Value is null) return CarrierRefusals.LabelUnknown;
        return await FileAsync(asked.Value, label.Reference, cancel) is { } file ? file : CarrierRefusals.LabelNotReady;
    });

    public async Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default)
    {
        var standing = await ShipmentAsync(label, cancel);
        if (standing.Refusal is { } unknown) return unknown;
        if (standing.Value is not { } shipment) return CarrierRefusals.LabelUnknown;
        if (IsVoided(shipment)) return Done.Ok;
        var asked = await CallAsync<KarrioShipment>(HttpMethod.Post, $"v1/shipments/{Uri.EscapeDataString(shipment.Id!)}/cancel", new { }, mayRepeat: true, label.Reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        return IsVoided(asked.Value) ? Done.Ok : throw Unreadable(label.Reference);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default)
    {
        var told = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
        foreach (var parcel in parcels.Where(p => p.TrackingNumber is not null))
        {
            var found = await FindAsync<KarrioTracker>($"v1/trackers/{Uri.EscapeDataString(parcel.TrackingNumber!)}", parcel.Reference, cancel);
            if (!found.Succeeded) throw Unreadable(parcel.Reference);
            if (found.Value is { } tracker) told[parcel.Reference] = KarrioMapping.Events(tracker);
        }

        return told;
    }

    /// <summary>A booking is of one carrier's parcels.</summary>
    public async Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default)
    {
        var carried = await OfOneCarrierAsync(request.Labels, cancel);
        if (carried.Refusal is { } several) return several;
        var asked = await CallAsync<KarrioPickup>(HttpMethod.Post, $"v1/pickups/{Uri.EscapeDataString(carried.Value.Carrier)}/schedule", KarrioMapping.Pickup(request), mayRepeat: false, request.Reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        if (asked.Value is not { Id.Length: > 0, ConfirmationNumber: { Length: > 0 } confirmation } booked) throw Unreadable(request.Reference);
        return new BookedPickup(request.Reference, confirmation, DateOnly.FromDateTime(request.ReadyAt.Date), booked.Id, KarrioMapping.Charge(booked.Charge));
    }

    public async Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default)
    {
        var asked = await CallAsync<KarrioPickup>(HttpMethod.Post, $"v1/pickups/{Uri.EscapeDataString(pickup.CarrierReference ?? pickup.Confirmation)}/cancel", new { }, mayRepeat: true, pickup.Reference, cancel);
        return asked.Succeeded ? Done.Ok : asked.Refusal;
    }

    /// <summary>The mark is the secret that the server gave its webhook, sent along as it is. It covers no bytes: it says who speaks, and that nobody in between changed a word is left to the encrypted connection.</summary>
    public Outcome<CarrierNews> Read(PushedMessage message)
    {
        if (Credentials.Find(KarrioConnector.WebhookSecret) is not { Length: > 0 } secret || !message.Headers.TryGetValue("x-event-id", out var mark)) return CarrierRefusals.NewsRefused;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(mark))) return CarrierRefusals.NewsRefused;
        try
        {
            if (JsonSerializer.Deserialize<KarrioPush>(message.Body.Span, CarrierJson.Options) is not { Event: { Length: > 0 } told } push) return CarrierRefusals.NewsRefused;
            // The messages have no names of their own: the same bytes are the same message.
            var id = Convert.ToHexStringLower(SHA256.HashData(message.Body.Span));
            if (told is not ("tracker.created" or "tracker.updated")) return new CarrierNews(id, [], "", "text/plain");
            if (push.Data.Deserialize<KarrioTracker>(CarrierJson.Options) is not { TrackingNumber: { Length: > 0 } number } tracker) return CarrierRefusals.NewsRefused;
            // Whoever gets nothing but refusals is not called any more, so what is for the other mode is heard and left.
            return new CarrierNews(id, IsOfOtherMode(tracker.TestMode) ? [] : [new ParcelNews(number, null, KarrioMapping.Events(tracker))], "", "text/plain");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return CarrierRefusals.NewsRefused;
        }
    }

    public Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default) => AskAsync<Done>(async () =>
    {
        var asked = await CallAsync<object>(HttpMethod.Get, "v1/connections", null, mayRepeat: true, "", cancel);
        return asked.Succeeded ? Done.Ok : asked.Refusal;
    });

    private async Task<Outcome<BoughtLabel>> BuyAsync(KarrioShipment shipment, KarrioRate rate, LabelRequest request, DateTimeOffset started, CancellationToken cancel)
    {
        if (clock.GetUtcNow() - started > LongestWayToBuy) throw new CarrierOutcomeUnknownException(Key, request.Reference) { NothingWasSent = true };
        var body = new { selected_rate_id = rate.Id, label_type = KarrioMapping.LabelType(request.Format), reference = request.Reference };
        var bought = await CallAsync<KarrioShipment>(HttpMethod.Post, $"v1/shipments/{Uri.EscapeDataString(shipment.Id!)}/purchase", body, mayRepeat: false, request.Reference, cancel);
        if (bought.Refusal is { Code: "shipping.carrier-refused" } no)
        {
            // Somebody may have bought the shipment meanwhile, which is refused like anything else.
            var standing = await StandingAsync(request.Reference, cancel);
            if (!standing.Succeeded) throw Unreadable(request.Reference);
            return standing.Value is { } already && IsBought(already) ? await WithFileAsync(already, request.Reference, cancel) : no;
        }

        if (bought.Refusal is { } refusal) return refusal;
        return IsBought(bought.Value) ? await WithFileAsync(bought.Value, request.Reference, cancel) : throw Unreadable(request.Reference);
    }

    /// <summary>Of the shipments with our reference the bought one, else the oldest; null when there is none.</summary>
    private async Task<Outcome<KarrioShipment?>> StandingAsync(string reference, CancellationToken cancel)
    {
        var asked = await CallAsync<KarrioShipments>(HttpMethod.Get, $"v1/shipments?reference={Uri.EscapeDataString(reference)}&limit=100", null, mayRepeat: true, reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        if (asked.Value.Results is not { } found) throw Unreadable(reference);
        // A server that lists others too did not look for the reference: ours may stand on a later page.
        if (found.Any(s => s.Reference?.Contains(reference, StringComparison.OrdinalIgnoreCase) != true)) throw Unreadable(reference);
        var ours = found.Where(s => s.Reference == reference).OrderBy(s => s.CreatedAt).ToList();
        return Outcome<KarrioShipment?>.Of(ours.Find(IsBought) ?? (ours.Count == 0 ? null : ours[0]));
    }

    private async Task<Outcome<KarrioShipment?>> ShipmentAsync(LabelHandle label, CancellationToken cancel) =>
        label.CarrierReference is { } id ? await FindAsync<KarrioShipment>($"v1/shipments/{Uri.EscapeDataString(id)}", label.Reference, cancel) : await StandingAsync(label.Reference, cancel);

    /// <summary>The carrier behind the server that all labels are of, and the server's names of their shipments.</summary>
    private async Task<Outcome<(string Carrier, IReadOnlyList<string> Shipments)>> OfOneCarrierAsync(IReadOnlyList<LabelHandle> labels, CancellationToken cancel)
    {
        string? carrier = null;
        var shipments = new List<string>();
        foreach (var label in labels)
        {
            var found = await ShipmentAsync(label, cancel);
            if (found.Refusal is { } unknown) return unknown;
            if (found.Value is not { Id: { Length: > 0 } id, CarrierName: { Length: > 0 } name }) return CarrierRefusals.LabelUnknown;
            if (carrier is not null && carrier != name) return CarrierRefusals.Refused(Name, "The labels are of several carriers, who are asked one by one.");
            carrier = name;
            shipments.Add(id);
        }

        return carrier is null ? CarrierRefusals.LabelUnknown : (carrier, shipments);
    }

    /// <summary>Null when the server says that there is none.</summary>
    private async Task<Outcome<T?>> FindAsync<T>(string path, string reference, CancellationToken cancel)
        where T : class
    {
        var sent = await SendAsync(HttpMethod.Get, path, null, mayRepeat: true, reference, cancel);
        if (sent.Refusal is { } refusal) return refusal;
        if (sent.Value.Status == 404 && sent.Value.Read<KarrioFailure>()?.Words is not null) return Outcome<T?>.Of(null);
        var read = Read<T>(sent.Value, reference);
        return read.Refusal is { } refused ? refused : Outcome<T?>.Of(read.Value);
    }

    private async Task<Outcome<T>> CallAsync<T>(HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel)
        where T : class
    {
        var sent = await SendAsync(method, path, body, mayRepeat, reference, cancel);
        return sent.Refusal is { } refusal ? refusal : Read<T>(sent.Value, reference);
    }

    private async Task<Outcome<CarrierAnswer>> SendAsync(HttpMethod method, string path, object? body, bool mayRepeat, string reference, CancellationToken cancel)
    {
        if (Base() is not { } server || !await hosts.MayCallAsync(server, cancel)) return CarrierRefusals.CredentialsRefused(Name, "The server's address must begin with https:// and lead to the public internet.");
        return await SendAsync(new CarrierCall(method, new Uri(server, path))
        {
            Headers = [("Authorization", $"Token {Credentials[KarrioConnector.ApiKey]}")], Body = body is null ? null : Encoding.UTF8.GetBytes(CarrierJson.Write(body)), MayRepeat = mayRepeat, Reference = reference,
        }, cancel);
    }

    private Uri? Base() => Uri.TryCreate(Credentials[KarrioConnector.Address].TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0 ? uri : null;

    private Outcome<T> Read<T>(CarrierAnswer answer, string reference)
        where T : class
    {
        if (answer.IsOk) return answer.Read<T>() ?? throw Unreadable(reference);
        var reason = answer.Read<KarrioFailure>()?.Words;
        return Refused(answer, reason) is { } refused ? refused : reason is null ? throw Unreadable(reference) : CarrierRefusals.Refused(Name, reason);
    }

    /// <summary>A key of the other mode would buy real labels for a test, or worthless ones for parcels.</summary>
    private bool IsOfOtherMode(bool? testMode) => testMode is { } told && told != Credentials.IsTest;

    private Refusal OtherMode() => CarrierRefusals.CredentialsRefused(Name, Credentials.IsTest ? "The key is one for live shipments." : "The key is one for tests.");

    private static Outcome<KarrioRate> Choose(KarrioShipment shipment, CarrierRate accepted)
    {
        var offers = (shipment.Rates ?? []).Where(r => r.Key == accepted.ServiceKey && KarrioMapping.Price(r)?.Currency == accepted.Price.Currency).OrderBy(r => KarrioMapping.Price(r)!.Value.Minor).ToList();
        if (offers is not [var rate, ..])
        {
            var connection = accepted.ServiceKey.Split(':')[0];
            return KarrioMapping.Words(shipment.Messages?.Where(m => m.CarrierId == connection)) is { } words ? CarrierRefusals.Refused("karrio", words) : CarrierRefusals.ServiceUnavailable(accepted.ServiceName);
        }

        return KarrioMapping.Price(rate)!.Value is var price && price > accepted.Price ? CarrierRefusals.PriceChanged(price) : rate;
    }

    private static bool IsBought(KarrioShipment shipment) => shipment is { TrackingNumber.Length: > 0, Status: not "draft" };

    private static bool IsVoided(KarrioShipment shipment) => shipment.Status == "cancelled";

    private async Task<BoughtLabel> WithFileAsync(KarrioShipment shipment, string reference, CancellationToken cancel)
    {
        var label = Label(shipment, reference) with { Papers = [.. (shipment.Documents ?? []).Where(d => d.Category != "label").Select(KarrioMapping.File).OfType<CarrierFile>()] };
        try
        {
            return await FileAsync(shipment, reference, cancel) is { } file ? label with { File = file, FileIsToCome = false } : label;
        }
        catch (CarrierOutcomeUnknownException)
        {
            return label; // Bought all the same; the file is fetched later.
        }
    }

    /// <summary>The label inside the answer, or from the server itself with the same key; the key goes to no other host.</summary>
    private async Task<CarrierFile?> FileAsync(KarrioShipment shipment, string reference, CancellationToken cancel)
    {
        if (shipment.Documents?.FirstOrDefault(d => d.Category == "label") is { } document && KarrioMapping.File(document) is { } inside) return inside;
        if (shipment.LabelUrl is not { Length: > 0 } told || KarrioMapping.FormatOf(shipment.LabelType) is not { } format || Base() is not { } server) return null;
        if (!Uri.TryCreate(server, told, out var url) || url.GetLeftPart(UriPartial.Authority) != server.GetLeftPart(UriPartial.Authority)) return null;
        var sent = await SendAsync(HttpMethod.Get, url.PathAndQuery, null, mayRepeat: true, reference, cancel);
        return sent is { Succeeded: true, Value: { IsOk: true, Body.Length: > 0 } answer } ? new CarrierFile(format, answer.Body) : null;
    }

    private BoughtLabel Label(KarrioShipment shipment, string reference)
    {
        var service = shipment.SelectedRate?.Key ?? "";
        return new BoughtLabel
        {
            Reference = reference, CarrierKey = Key, ServiceKey = service, ServiceName = ServiceName(service), TrackingNumber = shipment.TrackingNumber!, CarrierReference = shipment.Id, Price = KarrioMapping.Price(shipment.SelectedRate),
            BoughtAtUtc = clock.GetUtcNow().UtcDateTime, VoidedAtUtc = IsVoided(shipment) ? clock.GetUtcNow().UtcDateTime : null, FileIsToCome = true, Marks = new LabelMarks(shipment.CarrierName ?? Name, "KA", "", MailStream.ParcelPost),
        };
    }
}
