using System.Collections.Frozen;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Rates;

/// <summary>What shoppers pay for delivery by the platform's own methods: its tariff by zone and weight step, an immutable snapshot.</summary>
/// <remarks>Labels are bought at the carrier's price later; the difference is the platform's. Prices are without tax.</remarks>
public sealed class DeliveryTariffs
{
    private static readonly Lazy<DeliveryTariffs> FromFiles = new(DeliveryTariffRows.Load);

    private readonly FrozenDictionary<Country, DeliveryCountry> countries;
    private readonly FrozenDictionary<(string From, string To), int> zones;
    private readonly FrozenDictionary<(string Tariff, int Zone), Service[]> services;
    private readonly Weight heaviest;

    /// <exception cref="ArgumentException">A lane names a method that is not there, or has no weight steps.</exception>
    public DeliveryTariffs(
        IEnumerable<DeliveryCountry> countries,
        IEnumerable<DeliveryDistance> distances,
        IEnumerable<DeliveryMethod> methods,
        IEnumerable<DeliveryLane> lanes,
        IEnumerable<DeliveryStep> steps)
    {
        this.countries = countries.ToFrozenDictionary(c => c.Country);
        zones = distances.ToFrozenDictionary(d => (d.FromRegion, d.ToRegion), d => d.Zone);
        Methods = methods.ToArray();
        heaviest = Methods.Select(m => m.MaxWeight).Aggregate(default(Weight), Weight.Max);
        var stepsByLane = steps.ToLookup(s => (s.Tariff, s.Method, s.Zone));
        services = lanes
            .Select(lane => new Service(
                Methods.FirstOrDefault(m => m.Key == lane.Method) ?? throw new ArgumentException($"No method '{lane.Method}'.", nameof(lanes)),
                lane,
                stepsByLane[(lane.Tariff, lane.Method, lane.Zone)].OrderBy(s => s.UpTo.Grams).ToArray()))
            .GroupBy(s => (s.Lane.Tariff, s.Lane.Zone))
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
        if (services.Values.SelectMany(s => s).FirstOrDefault(s => s.Steps.Length == 0) is { } bare)
            throw new ArgumentException($"Lane {bare.Lane} has no weight steps.", nameof(steps));
    }

    /// <summary>The platform's own tariff, made for this market; no carrier's price list.</summary>
    public static DeliveryTariffs BuiltIn => FromFiles.Value;

    public IReadOnlyList<DeliveryMethod> Methods { get; }

    public IEnumerable<Country> Destinations => countries.Keys;

    public IEnumerable<Country> Origins => countries.Values.Where(c => c.Tariff is not null).Select(c => c.Country);

    /// <summary>Where parcels from a country can go, by any method; in the order of the codes.</summary>
    public IEnumerable<Country> DestinationsFrom(Country from) =>
        !countries.TryGetValue(from, out var origin) || origin.Tariff is null ? []
        : countries.Values.Where(to => services.ContainsKey((origin.Tariff, from == to.Country ? 0 : zones.GetValueOrDefault((origin.Region, to.Region), -1)))).Select(to => to.Country).OrderBy(c => c.Code, StringComparer.Ordinal);

    /// <summary>Every method that carries this parcel there, cheapest first, in the tariff's currency.</summary>
    /// <param name="area">What <see cref="RemoteAreas.Find"/> said of the address.</param>
    /// <param name="size">Length, width and height in millimetres, longest first, as <see cref="ParcelSize.Fold"/> gives them.</param>
    /// <returns>At least one option, or the refusal that says why there is none.</returns>
    public Outcome<IReadOnlyList<DeliveryOption>> Quote(
        Country from, Country to, RemoteArea? area, long grams, (long LengthMm, long WidthMm, long HeightMm) size, bool hasBattery, IReadOnlyCollection<SensitiveGoods>? sensitive = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(grams);
        if (!countries.TryGetValue(from, out var origin) || origin.Tariff is null) return ShippingRateRefusals.NotShippedFrom(from);
        if (!countries.TryGetValue(to, out var destination)) return ShippingRateRefusals.NotDeliveredTo(to);
        var zone = 0;
        if (from != to && !zones.TryGetValue((origin.Region, destination.Region), out zone)) return ShippingRateRefusals.NotDeliveredTo(to);
        if (!services.TryGetValue((origin.Tariff, zone), out var offered)) return ShippingRateRefusals.NotDeliveredTo(to);
        if (grams > heaviest.Grams) return ShippingRateRefusals.TooHeavy(grams / 1000m, heaviest);

        var options = new List<DeliveryOption>(offered.Length);
        var (fits, carriesBattery, carriesGoods) = (false, false, false);
        foreach (var service in offered)
        {
            if (service.ChargeableGrams(grams, size) is not { } chargeable) continue;
            fits = true;
            if (hasBattery && !service.Method.CarriesBatteries) continue;
            carriesBattery = true;
            if (!service.Method.Carries(hasBattery, sensitive ?? [])) continue;
            carriesGoods = true;
            if (service.Method.ByCourier && area is { Courier: Courier.Refuses }) continue;
            options.Add(service.Offer(chargeable, area));
        }

        if (options.Count > 0)
        {
            options.Sort(static (a, b) => a.Price != b.Price ? a.Price.CompareTo(b.Price) : a.DaysMax.CompareTo(b.DaysMax));
            return options;
        }

        return !fits ? ShippingRateRefusals.TooLarge(size.LengthMm, size.WidthMm, size.HeightMm)
            : !carriesBattery ? ShippingRateRefusals.BatteryNotCarried(to)
            : !carriesGoods ? ShippingRateRefusals.GoodsNotCarried(to)
            : ShippingRateRefusals.AreaNotServed(area!.Name);
    }

    /// <summary>Why no method on the way takes such goods, whatever their weight; null where one does, and where nothing is delivered at all.</summary>
    public Refusal? WhyNotCarried(Country from, Country to, bool hasBattery, IReadOnlyCollection<SensitiveGoods> sensitive)
    {
        if (!countries.TryGetValue(from, out var origin) || origin.Tariff is null || !countries.TryGetValue(to, out var destination)) return null;
        if (!services.TryGetValue((origin.Tariff, from == to ? 0 : zones.GetValueOrDefault((origin.Region, destination.Region), -1)), out var offered)) return null;
        if (offered.Any(s => s.Method.Carries(hasBattery, sensitive))) return null;
        return hasBattery && !offered.Any(s => s.Method.CarriesBatteries) ? ShippingRateRefusals.BatteryNotCarried(to) : ShippingRateRefusals.GoodsNotCarried(to);
    }

    private sealed record Service(DeliveryMethod Method, DeliveryLane Lane, DeliveryStep[] Steps)
    {
        /// <summary>The weight that is charged, or null where the method does not carry the parcel.</summary>
        public int? ChargeableGrams(long grams, (long LengthMm, long WidthMm, long HeightMm) size)
        {
            if (grams > Method.MaxWeight.Grams || size.LengthMm > Method.MaxLengthMm) return null;
            if (Method.MaxSideSumMm is { } sum && size.LengthMm + size.WidthMm + size.HeightMm > sum) return null;
            if (Method.MaxLengthPlusGirthMm is { } girth && size.LengthMm + (2 * (size.WidthMm + size.HeightMm)) > girth) return null;
            var volumetric = Method.VolumetricDivisor is { } divisor
                ? new Dimensions((int)size.LengthMm, (int)size.WidthMm, (int)size.HeightMm).Volumetric(divisor).Grams
                : 0;
            var chargeable = (int)Math.Max(grams, volumetric);
            return chargeable > Steps[^1].UpTo.Grams ? null : chargeable;
        }

        public DeliveryOption Offer(int chargeable, RemoteArea? area)
        {
            var price = Steps[0].Price;
            foreach (var step in Steps)
            {
                price = step.Price;
                if (chargeable <= step.UpTo.Grams) break;
            }

            var surcharge = area is { Courier: not Courier.Serves } && Lane.RemoteMinimum.IsPositive
                ? Money.Max(Lane.RemoteMinimum, Lane.RemotePerKg * ((chargeable + 999) / 1000))
                : Money.Zero(price.Currency);
            return new DeliveryOption(Method.Key, price + surcharge, Lane.DaysMin, Lane.DaysMax, new Weight(chargeable), area is { Remote: true }, surcharge);
        }
    }
}
