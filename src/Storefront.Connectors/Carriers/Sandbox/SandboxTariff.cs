using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>What the sandbox carrier asks and how long it takes, by service, zone and weight. Pure; prices in euro.</summary>
internal static class SandboxTariff
{
    private static readonly Dictionary<(string Service, int Zone), Row> Rows = EmbeddedFile
        .Rows("Carriers.Sandbox.Data.tariffs.csv", typeof(SandboxTariff).Assembly)
        .ToDictionary(r => (r["service"], Whole(r["zone"])), r => new Row(
            Whole(r["first_cents"]), Whole(r["step_cents"]), Whole(r["step_grams"]), Whole(r["days_min"]), Whole(r["days_max"]), Whole(r["rural_cents"])));

    private static readonly ILookup<string, string> RuralPrefixes = EmbeddedFile
        .Rows("Carriers.Sandbox.Data.rural.csv", typeof(SandboxTariff).Assembly)
        .ToLookup(r => r["country"], r => r["prefix"]);

    /// <summary>The service's offer for the parcel, or null when it does not take it.</summary>
    public static CarrierRate? RateFor(SandboxService service, RateRequest request, DateTime expiresAtUtc)
    {
        if (SandboxMap.ZoneBetween(request.From.Country, request.To.Country) is not { } zone) return null;
        if (!service.TakesPostBoxes && IsPostBox(request.To)) return null;
        var billed = service.ChargeableWeight(request.Weight, request.Size);
        if (billed.Grams > service.Heaviest.Grams || !service.Fits(request.Size)) return null;
        var row = Rows[(service.Key, zone)];
        var steps = Math.Max(1, (billed.Grams + row.StepGrams - 1) / row.StepGrams);
        var price = new Money(row.FirstCents + ((steps - 1) * (long)row.StepCents), Currency.Eur);
        var surcharges = new List<Surcharge>();
        if (row.RuralCents > 0 && IsRural(request.To)) surcharges.Add(new Surcharge("rural", new Money(row.RuralCents, Currency.Eur)));
        return new CarrierRate
        {
            CarrierKey = SandboxCarrier.CarrierKey,
            ServiceKey = service.Key,
            ServiceName = service.Name,
            Price = price + surcharges.Sum(s => s.Amount, Currency.Eur),
            DaysMin = row.DaysMin,
            DaysMax = row.DaysMax + (surcharges.Count > 0 ? 1 : 0),
            ChargeableWeight = new Weight(steps * row.StepGrams),
            Surcharges = surcharges,
            ExpiresAtUtc = expiresAtUtc,
        };
    }

    /// <summary>Days from hand-over to delivery as the tariff promises them.</summary>
    public static (int Min, int Max) DaysFor(SandboxService service, int zone) => (Rows[(service.Key, zone)].DaysMin, Rows[(service.Key, zone)].DaysMax);

    /// <summary>Whether the postcode begins with one of the sandbox's rural beginnings.</summary>
    public static bool IsRural(PostalAddress address)
    {
        if (address.Postcode is null) return false;
        var plain = string.Concat(address.Postcode.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return RuralPrefixes[address.Country.Code].Any(p => plain.StartsWith(p, StringComparison.Ordinal));
    }

    private static bool IsPostBox(PostalAddress address)
    {
        var street = string.Concat($"{address.Street} {address.Street2}".Where(c => c is not ('.' or ' '))).ToUpperInvariant();
        return street.Contains("POBOX", StringComparison.Ordinal) || street.Contains("POSTFACH", StringComparison.Ordinal) || street.Contains("PACKSTATION", StringComparison.Ordinal);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Row(int FirstCents, int StepCents, int StepGrams, int DaysMin, int DaysMax, int RuralCents);
}
