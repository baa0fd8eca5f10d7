using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>A carrier that exists only here: it quotes, sells, voids, takes and tracks parcels as a postal carrier does, remembers in its own records,
/// and bills nobody. Its labels say that they carry nothing.</summary>
public sealed class SandboxCarrier(IConnectorRecords records, SandboxCarrierSettings settings, SandboxScript script, TimeProvider clock)
    : ICarrier, IQuoteRates, IBuyReturnLabels, IVoidLabels, ITakeHandOvers, ITrackParcels, IFindPickupPoints
{
    public const string CarrierKey = "sandbox";

    internal const string CarrierName = "Sandbox Post";

    private const string Connector = "sandbox-carrier";

    public string Key => CarrierKey;

    public string Name => CarrierName;

    public string ServiceName(string serviceKey) => SandboxService.Find(serviceKey)?.Name ?? serviceKey;

    /// <summary>It carries nothing, so that every arrangement can be tried.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.Either;

    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>Wherever it goes it comes back from.</summary>
    public bool TakesBack(Country from, Country to) => SandboxMap.ZoneBetween(from, to) is not null;

    public async Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default)
    {
        try
        {
            return await CallAsync(SandboxCall.Quote, "quote", _ => Task.FromResult(Quote(request)), cancel);
        }
        catch (CarrierOutcomeUnknownException)
        {
            return CarrierRefusals.Silent(Name);
        }
    }

    public Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default) =>
        CallAsync(SandboxCall.Buy, request.Reference, fault => BuyAsync(request, fault, cancel), cancel);

    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) =>
        CallAsync(SandboxCall.Find, purchase.Reference, async _ => (await ReadAsync(purchase.Reference, cancel))?.Shipment.AsLabel(), cancel);

    public Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default) =>
        CallAsync<Outcome<Done>>(SandboxCall.Void, label.Reference, async _ =>
        {
            while (await ReadAsync(label.Reference, cancel) is { } known)
            {
                if (known.Shipment.VoidedAtUtc is not null) return Done.Ok;
                if (known.Shipment.HandedOverAtUtc is not null) return CarrierRefusals.AlreadyHandedOver;
                if (await WriteAsync(known, known.Shipment with { VoidedAtUtc = NowUtc }, cancel)) return Done.Ok;
            }

            return CarrierRefusals.LabelUnknown;
        }, cancel);

    public Task<Outcome<Done>> HandOverAsync(IReadOnlyList<string> trackingNumbers, DateTime atUtc, CancellationToken cancel = default) =>
        CallAsync<Outcome<Done>>(SandboxCall.HandOver, string.Join(' ', trackingNumbers), async _ =>
        {
            var references = new List<string>();
            foreach (var number in trackingNumbers)
            {
                if (await ByNumberAsync(number, cancel) is not { } known) return CarrierRefusals.LabelUnknown.With("number", number);
                if (known.Shipment.VoidedAtUtc is not null) return CarrierRefusals.LabelVoided.With("number", number);
                references.Add(known.Shipment.Reference);
            }

            foreach (var reference in references)
            {
                while (await ReadAsync(reference, cancel) is { Shipment: { HandedOverAtUtc: null, VoidedAtUtc: null } } known)
                {
                    if (await WriteAsync(known, known.Shipment with { HandedOverAtUtc = atUtc }, cancel)) break;
                }
            }

            return Done.Ok;
        }, cancel);

    public int MostNumbers => 1;

    public Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default) =>
        CallAsync<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>>(SandboxCall.Track, parcels[0].Reference, async fault =>
        {
            var events = new Dictionary<string, IReadOnlyList<TrackingEvent>>(StringComparer.Ordinal);
            foreach (var parcel in parcels)
            {
                if (parcel.TrackingNumber is null || await ByNumberAsync(parcel.TrackingNumber, cancel) is not { } known) continue;
                var told = SandboxJourney.Of(known.Shipment).Where(e => e.AtUtc <= NowUtc).ToList();
                events[parcel.Reference] = fault == SandboxFault.TellBackwardsTwice ? [.. Enumerable.Reverse(told), .. told] : told;
            }

            return events;
        }, cancel);

    public bool MayHavePointsIn(Country country) => SandboxMap.Knows(country);

    public bool DeliversToPoint(string serviceKey) => SandboxPoints.Takes(serviceKey);

    public async Task<Outcome<IReadOnlyList<NearbyPoint>>> FindPointsAsync(PointSearch search, CancellationToken cancel = default)
    {
        try
        {
            return await CallAsync(SandboxCall.FindPoints, "points", _ => Task.FromResult(Outcome<IReadOnlyList<NearbyPoint>>.Of(SandboxMap.Knows(search.Country) ? SandboxPoints.Near(search, Today) : [])), cancel);
        }
        catch (CarrierOutcomeUnknownException)
        {
            return CarrierRefusals.Silent(Name);
        }
    }

    public async Task<Outcome<bool>> KeepsPointAsync(PickupPoint point, CancellationToken cancel = default)
    {
        try
        {
            return await CallAsync<Outcome<bool>>(SandboxCall.FindPoints, "points", _ => Task.FromResult<Outcome<bool>>(SandboxPoints.Keeps(point, Today)), cancel);
        }
        catch (CarrierOutcomeUnknownException)
        {
            return CarrierRefusals.Silent(Name);
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(NowUtc);

    private Outcome<IReadOnlyList<CarrierRate>> Quote(RateRequest request)
    {
        if (Incomplete(request.To) is { } refusal) return refusal;
        var heaviest = SandboxService.All.Max(s => s.Heaviest.Grams);
        if (request.Weight.Grams > heaviest) return CarrierRefusals.TooHeavy(new Weight(heaviest));
        if (!SandboxService.All.Any(s => s.Fits(request.Size))) return CarrierRefusals.TooLarge;
        return Outcome<IReadOnlyList<CarrierRate>>.Of(
            [.. SandboxService.All
                .Where(s => request.Point is null || SandboxPoints.Takes(s.Key))
                .Select(s => SandboxTariff.RateFor(s, request, request.AtUtc + settings.OfferHolds))
                .OfType<CarrierRate>()
                .OrderBy(r => r.Price.Minor)]);
    }

    private async Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, SandboxFault? fault, CancellationToken cancel)
    {
        if (await ReadAsync(request.Reference, cancel) is { } bought) return bought.Shipment.AsLabel();
        if (fault == SandboxFault.RefuseAddress || SandboxScript.AsksToBeRefused(request.Recipient)) return CarrierRefusals.AddressRefused("The sandbox was told to refuse this address.");
        if (Incomplete(request.Recipient) is { } incomplete) return incomplete;
        if (SandboxService.Find(request.Rate.ServiceKey) is not { } service) return CarrierRefusals.ServiceUnavailable(request.Rate.ServiceName);
        if (request.Point is { } point && !(SandboxPoints.Takes(service.Key) && SandboxPoints.Keeps(point, Today))) return CarrierRefusals.AddressRefused("The pickup point takes no such parcel.");
        if (request.Rate.ExpiresAtUtc <= NowUtc) return CarrierRefusals.QuoteExpired;
        var today = SandboxTariff.RateFor(service, AsRateRequest(request, NowUtc), NowUtc);
        if (today is null) return CarrierRefusals.ServiceUnavailable(service.Name);
        if (today.Price > request.Rate.Price) return CarrierRefusals.PriceChanged(today.Price);
        if (request.Customs is null && SandboxMap.CrossesBorder(request.Sender.Country, request.Recipient.Country)) return CarrierRefusals.CustomsMissing;

        var shipment = new SandboxShipment
        {
            Reference = request.Reference,
            TrackingNumber = (await NumberAsync(service, request, cancel)).Text,
            ServiceKey = service.Key,
            Price = request.Rate.Price,
            BoughtAtUtc = NowUtc,
            From = request.Sender.Country,
            FromPlace = request.Sender.City,
            To = request.Recipient.Country,
            ToPlace = request.Recipient.City,
            Routing = RoutingTo(request.Recipient),
            Fate = SandboxScript.FateOf(request.Recipient),
        };
        await records.AddAsync(Connector, LabelKey(request.Reference), shipment.Write(), cancel);
        return (await ReadAsync(request.Reference, cancel))!.Value.Shipment.AsLabel();
    }

    /// <summary>A number follows from the reference, so that a purchase cut short and begun again takes the same one;
    /// where another parcel has it already, the next free one is taken.</summary>
    private async Task<S10Number> NumberAsync(SandboxService service, LabelRequest request, CancellationToken cancel)
    {
        var start = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(request.Reference))) % (S10Number.HighestSerial + 1u);
        for (var serial = (int)start; ; serial = (serial + 1) % (S10Number.HighestSerial + 1))
        {
            var number = S10Number.Of(service.Indicator, serial, request.Sender.Country);
            if (await records.AddAsync(Connector, NumberKey(number.Text), JsonSerializer.Serialize(request.Reference), cancel)) return number;
            if (await ReferenceOfAsync(number, cancel) == request.Reference) return number;
        }
    }

    /// <summary>Every call goes through here: the script's fault is met, and the time limit is kept.</summary>
    private async Task<T> CallAsync<T>(SandboxCall call, string reference, Func<SandboxFault?, Task<T>> work, CancellationToken cancel)
    {
        var fault = script.Take(call);
        if (fault == SandboxFault.TimeOutBefore) throw new CarrierOutcomeUnknownException(Key, reference);
        if (fault == SandboxFault.Hang)
        {
            await Task.Delay(settings.CallTimeLimit, clock, cancel);
            throw new CarrierOutcomeUnknownException(Key, reference);
        }

        var answer = await work(fault);
        return fault == SandboxFault.TimeOutAfter ? throw new CarrierOutcomeUnknownException(Key, reference) : answer;
    }

    private async Task<(ConnectorRecord Record, SandboxShipment Shipment)?> ReadAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Connector, LabelKey(reference), cancel) is { } record ? (record, SandboxShipment.Read(record.Json)) : null;

    private async Task<(ConnectorRecord Record, SandboxShipment Shipment)?> ByNumberAsync(string trackingNumber, CancellationToken cancel) =>
        S10Number.TryParse(trackingNumber, out var number) && await ReferenceOfAsync(number, cancel) is { } reference ? await ReadAsync(reference, cancel) : null;

    private async Task<string?> ReferenceOfAsync(S10Number number, CancellationToken cancel) =>
        await records.FindAsync(Connector, NumberKey(number.Text), cancel) is { } record ? JsonSerializer.Deserialize<string>(record.Json) : null;

    private Task<bool> WriteAsync((ConnectorRecord Record, SandboxShipment Shipment) read, SandboxShipment now, CancellationToken cancel) =>
        records.ReplaceAsync(read.Record, now.Write(), cancel);

    private static Refusal? Incomplete(PostalAddress address)
    {
        if (string.IsNullOrWhiteSpace(address.Name)) return CarrierRefusals.AddressRefused("The recipient's name is missing.");
        if (string.IsNullOrWhiteSpace(address.Street)) return CarrierRefusals.AddressRefused("The street is missing.");
        return null;
    }

    private static RateRequest AsRateRequest(LabelRequest request, DateTime nowUtc) => new()
    {
        From = request.Sender,
        To = request.Recipient,
        Weight = request.Weight,
        Size = request.Size,
        DeclaredValue = request.Customs?.TotalValue ?? Money.Zero(Currency.Eur),
        AtUtc = nowUtc,
    };

    /// <summary>Country and the first characters of the postcode, by which a sorter would throw the parcel: <c>FR 69</c>.</summary>
    private static string RoutingTo(PostalAddress recipient)
    {
        var postcode = string.Concat((recipient.Postcode ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return postcode.Length < 2 ? recipient.Country.Code : $"{recipient.Country.Code} {postcode[..2]}";
    }

    private static string LabelKey(string reference) => $"label:{reference}";

    private static string NumberKey(string number) => $"number:{number}";
}
