using System.Collections.Concurrent;
using Storefront.Catalog;
using Storefront.Shipping;

namespace Storefront.Customs.Readiness;

/// <summary>What destinations ask of a listing and what they do not admit: an immutable snapshot of both tables.</summary>
public sealed class DestinationRules
{
    private static readonly Lazy<DestinationRules> FromFiles = new(() => new DestinationRules([.. ReadinessRule.BuiltIn()], [.. Restriction.BuiltIn()], CustomsUnions.BuiltIn));

    private readonly CustomsUnions unions;
    private readonly ConcurrentDictionary<Country, (ReadinessRule[] Rules, Restriction[] Restrictions, bool HasLimits)> byCountry = new();

    public DestinationRules(IReadOnlyList<ReadinessRule> rules, IReadOnlyList<Restriction> restrictions, CustomsUnions unions) =>
        (Rules, Restrictions, this.unions) = (rules, restrictions, unions);

    public static DestinationRules BuiltIn => FromFiles.Value;

    public IReadOnlyList<ReadinessRule> Rules { get; }

    public IReadOnlyList<Restriction> Restrictions { get; }

    /// <summary>The last day, as yyyymmdd, on which a row began, ended or was checked, up to <paramref name="today"/>.</summary>
    public int AsOf(DateOnly today)
    {
        var days = Rules.SelectMany(r => Days(r.ValidFrom, r.ValidTo, r.CheckedOn)).Concat(Restrictions.SelectMany(r => Days(r.ValidFrom, r.ValidTo, r.CheckedOn)));
        var last = days.Where(d => d <= today).DefaultIfEmpty(DateOnly.MinValue).Max();
        return (last.Year * 10_000) + (last.Month * 100) + last.Day;
    }

    /// <summary>What goods lack for a destination and which of its restrictions they fall under.</summary>
    /// <param name="licences">The merchant's that are in force.</param>
    public DestinationReadiness ReadinessOf(TradeGoods goods, Country from, Country destination, DateOnly day, HeldLicences licences = default)
    {
        var rules = For(destination).Rules;
        var code = goods.CodeIn(destination);
        var border = !unions.SameArea(from, destination);
        List<ReadinessGap>? gaps = null;
        foreach (var rule in rules)
        {
            if (!rule.HoldsOn(day) || !rule.Concerns(code) || !Applies(rule.When, goods, from, destination, border)) continue;
            if (FaultOf(rule.Part, goods, code, from, destination) is not { } fault) continue;
            gaps ??= [];
            // Two rows may ask for the same; the stricter one is told.
            var same = gaps.FindIndex(g => g.Part == rule.Part);
            if (same < 0) gaps.Add(new ReadinessGap(rule.Part, rule.Need, fault, rule));
            else if (rule.Need > gaps[same].Need) gaps[same] = new ReadinessGap(rule.Part, rule.Need, fault, rule);
        }

        var restricted = RestrictionsOf(goods, from, destination, day, licences);
        return new DestinationReadiness(destination, gaps ?? [], restricted) { Licences = LicencesFor(goods, from, destination, day, licences), TooHeavy = restricted.FirstOrDefault(r => r.MostWeight is { } most && goods.Variants.All(v => v.Weight.Grams > most.Grams)) };
    }

    /// <summary>The destination's restrictions that goods fall under and that no licence lifts, the strictest first.</summary>
    public IReadOnlyList<Restriction> RestrictionsOf(TradeGoods goods, Country from, Country destination, DateOnly day, HeldLicences licences = default)
    {
        List<Restriction>? found = null;
        foreach (var variant in goods.Variants)
            foreach (var restriction in RestrictionsOf(goods.CodeIn(destination), goods.HsCode, variant.Battery, goods.Sensitive, from, destination, day, licences))
                if (found is null || !found.Contains(restriction)) (found ??= []).Add(restriction);
        found?.Sort(static (a, b) => b.Level.CompareTo(a.Level));
        return found ?? [];
    }

    /// <param name="declared">The code that the destination is told.</param>
    /// <param name="own">The listing's own code: a national code must not lead goods past a rule.</param>
    /// <param name="licences">The merchant's that are in force; those without any lift nothing.</param>
    public IEnumerable<Restriction> RestrictionsOf(
        HsCode? declared, HsCode? own, BatteryContent battery, IReadOnlyList<SensitiveGoods> sensitive, Country from, Country destination, DateOnly day, HeldLicences licences = default) =>
        FittingOf(declared, own, battery, sensitive, from, destination, day).Where(restriction => licences.For(restriction, destination) is null);

    /// <summary>The licences without which goods were not admitted, each once: their numbers stand on the papers.</summary>
    public IReadOnlyList<Licence> LicencesFor(HsCode? code, BatteryContent battery, IReadOnlyList<SensitiveGoods> sensitive, Country from, Country destination, DateOnly day, HeldLicences licences) =>
        licences.IsNone ? [] : [.. FittingOf(code, code, battery, sensitive, from, destination, day).Select(restriction => licences.For(restriction, destination)).OfType<Licence>().Distinct()];

    /// <summary>What a licence of the merchant can lift in a destination. Not what the destination prohibits under the same id: <c>*/alcohol</c> where <c>SA/alcohol</c> is not admitted.</summary>
    public IEnumerable<Restriction> LiftedIn(Country destination)
    {
        var there = For(destination).Restrictions;
        return there.Where(r => r.IsLiftedByLicence && !Array.Exists(there, other => other.Id == r.Id && other.Level == RestrictionLevel.Prohibited));
    }

    private IReadOnlyList<Licence> LicencesFor(TradeGoods goods, Country from, Country destination, DateOnly day, HeldLicences licences) => licences.IsNone ? [] :
    [
        .. goods.Variants.SelectMany(v => FittingOf(goods.CodeIn(destination), goods.HsCode, v.Battery, goods.Sensitive, from, destination, day)).Select(restriction => licences.For(restriction, destination)).OfType<Licence>().Distinct(),
    ];

    private IEnumerable<Restriction> FittingOf(HsCode? declared, HsCode? own, BatteryContent battery, IReadOnlyList<SensitiveGoods> sensitive, Country from, Country destination, DateOnly day)
    {
        var border = !unions.SameArea(from, destination);
        foreach (var restriction in For(destination).Restrictions)
        {
            if (restriction.Where switch { RestrictedJourney.Border => !border, RestrictedJourney.Abroad => from == destination, _ => false } || !restriction.HoldsOn(day)) continue;
            if (restriction.Fits(declared, battery, sensitive) || restriction.Fits(own, battery, sensitive)) yield return restriction;
        }
    }

    /// <summary>The first line with which a parcel holds more than a destination lets in at once, with the limit; null where it may come. Asks the table in memory alone.</summary>
    public Refusal? WhyTooMuch(IEnumerable<ParcelGoods> parcel, Country from, Country destination, DateOnly day)
    {
        if (!For(destination).HasLimits) return null;
        var sums = new Dictionary<(Restriction Limit, string Kind), (long Units, long Grams)>();
        foreach (var goods in parcel)
        {
            foreach (var limit in RestrictionsOf(goods.Declared, goods.Own, goods.Battery, goods.Sensitive, from, destination, day))
            {
                if (!limit.HasLimit) continue;
                var kind = (limit, limit.MostUnits is null ? "" : (goods.Own ?? goods.Declared)?.Digits[..6] ?? "");
                var before = sums.GetValueOrDefault(kind);
                var (units, grams) = sums[kind] = (before.Units + goods.Units, before.Grams + goods.Grams);
                if (limit.MostUnits is { } mostUnits && units > mostUnits) return CustomsRefusals.TooManyUnits(destination, goods.Title, units, mostUnits);
                if (limit.MostWeight is { } mostWeight && grams > mostWeight.Grams) return CustomsRefusals.TooMuchWeight(destination, goods.Title, grams, mostWeight);
            }
        }

        return null;
    }

    /// <summary>What a merchant has to confirm before such goods are sent, each once.</summary>
    public IReadOnlyList<Restriction> ToConfirm(IEnumerable<ParcelGoods> parcel, Country from, Country destination, DateOnly day) =>
        [.. parcel.SelectMany(goods => RestrictionsOf(goods.Declared, goods.Own, goods.Battery, goods.Sensitive, from, destination, day)).Where(r => r.IsToConfirm).Distinct()];

    /// <summary>Why goods are not sold to a destination; null where they are.</summary>
    public Refusal? WhyNot(TradeGoods goods, Country from, Country destination, DateOnly day, HeldLicences licences = default) => ReadinessOf(goods, from, destination, day, licences).WhyNotSold;

    private (ReadinessRule[] Rules, Restriction[] Restrictions, bool HasLimits) For(Country destination) => byCountry.GetOrAdd(destination, country =>
    {
        var union = unions.UnionOf(country);
        bool Names(string row) => row == "*" || row == country.Code || row == union;
        Restriction[] restrictions = [.. Restrictions.Where(r => Names(r.Destination))];
        return ([.. Rules.Where(r => Names(r.Destination))], restrictions, Array.Exists(restrictions, r => r.HasLimit));
    });

    private bool Applies(ReadinessWhen when, TradeGoods goods, Country from, Country destination, bool border) => when switch
    {
        ReadinessWhen.Always => true,
        ReadinessWhen.Border => border,
        ReadinessWhen.BorderOfChina => border && from.Code == "CN",
        ReadinessWhen.Battery => goods.Variants.Any(v => v.HasBattery),
        ReadinessWhen.MakerOutside => !unions.SameArea(goods.Maker?.Country ?? from, destination),
    };

    private ReadinessFault? FaultOf(ReadinessPart part, TradeGoods goods, HsCode? code, Country from, Country destination) => part switch
    {
        ReadinessPart.HsCode => code is null ? ReadinessFault.Missing : null,
        ReadinessPart.NationalCode => code is { Digits.Length: < 8 } ? ReadinessFault.Missing : null,
        ReadinessPart.Origin => goods.Origin is null ? ReadinessFault.Missing : null,
        ReadinessPart.Description => string.IsNullOrWhiteSpace(goods.Description) ? ReadinessFault.Missing : null,
        ReadinessPart.LatinLetters => goods.Description is { } text && !GoodsDescription.IsLatin(text) ? ReadinessFault.Weak : null,
        ReadinessPart.LocalName => LocalNames.In(goods.Texts, from) is null ? ReadinessFault.Missing : null,
        ReadinessPart.ClearWords => !string.IsNullOrWhiteSpace(goods.Description) && GoodsDescription.IsVague(goods.Description) ? ReadinessFault.Weak : null,
        ReadinessPart.Weight => goods.Variants.Any(v => v.Weight.Grams == 0) ? ReadinessFault.Missing : null,
        ReadinessPart.Size => goods.Variants.Any(v => v.Size.LengthMm == 0) ? ReadinessFault.Missing : null,
        ReadinessPart.Identifier => IdentifierFault(goods),
        ReadinessPart.Maker => goods.Maker is null ? ReadinessFault.Missing : goods.Maker.IsIncomplete ? ReadinessFault.Weak : null,
        ReadinessPart.ResponsiblePerson => goods.ResponsiblePerson is not { } person ? ReadinessFault.Missing
            : person.IsIncomplete || !unions.SameArea(person.Country, destination) ? ReadinessFault.Weak : null,
        ReadinessPart.Battery => goods.Variants.Any(v => v.HasBattery && v.Battery == BatteryContent.None) ? ReadinessFault.Missing : null,
    };

    private static ReadinessFault? IdentifierFault(TradeGoods goods)
    {
        ReadinessFault? fault = null;
        foreach (var variant in goods.Variants)
        {
            if (ProductIdentifier.IsGtin(variant.Barcode) || (variant.PartNumber is not null && goods.Brand is not null)) continue;
            if (string.IsNullOrEmpty(variant.Barcode)) return ReadinessFault.Missing;
            fault = ReadinessFault.Weak;
        }

        return fault;
    }

    private static IEnumerable<DateOnly> Days(DateOnly? from, DateOnly? to, DateOnly checkedOn)
    {
        yield return checkedOn;
        if (from is { } first) yield return first;
        if (to is { } last) yield return last.AddDays(1);
    }
}
