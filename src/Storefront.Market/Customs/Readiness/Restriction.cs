namespace Storefront.Customs.Readiness;

public enum RestrictionLevel
{
    /// <summary>Sold with care: so much of it in a parcel, or a paper must come before, or some services do not carry it.</summary>
    Limited,

    /// <summary>Admitted with a licence, registration or certificate. It is sold there by merchants whose licence an admin has approved, where a licence of theirs is what is asked; else by nobody.</summary>
    NeedsLicence,

    /// <summary>Not admitted.</summary>
    Prohibited,
}

/// <summary>Why, and what to do instead: each has its sentences in every language of the shop.</summary>
public enum RestrictionReason
{
    BatteryAlone,
    ProtectedSpecies,
    Dangerous,
    Weapon,
    CarrierLimits,
    Excise,
    Medicine,
    AnimalFood,
    Plants,
    Cosmetics,
    BrandGoods,
    Knife,
    PriorNotice,
    Vape,

    /// <summary>The destination does not let it in.</summary>
    NotAdmitted,

    /// <summary>It lets in what one person uses and no more.</summary>
    PersonalUse,
}

/// <summary>Which journeys a restriction concerns.</summary>
public enum RestrictedJourney
{
    /// <summary>All, within the destination too.</summary>
    Always,

    /// <summary>From any other country, within a customs union too.</summary>
    Abroad,

    /// <summary>Across a customs border.</summary>
    Border,
}

/// <summary>Goods that a destination forbids or admits with conditions. A row of data with source and date.</summary>
/// <param name="Id">Stable, unique within the destination.</param>
/// <param name="Where">Which journeys it concerns.</param>
public sealed record Restriction(
    string Destination, string Id, RestrictionLevel Level, bool BatteryAlone, IReadOnlyList<SensitiveGoods> Flags, RestrictedJourney Where, RestrictionReason Reason, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, DateOnly CheckedOn, Confidence Confidence)
{
    public required HsPrefixes Hs { get; init; }

    /// <summary>Most units of one kind, which is one code of six digits, that may lie in a parcel; null where the source names no number.</summary>
    public int? MostUnits { get; init; }

    /// <summary>Most of all such goods that may lie in a parcel, by packed weight; null where the source names no weight.</summary>
    public Weight? MostWeight { get; init; }

    /// <summary>Before a label is bought the merchant says that what the source asks is done.</summary>
    public bool IsToConfirm { get; init; }

    /// <summary>A licence or registration that the merchant holds is what the source asks for. A certificate for each consignment, or a licence of whoever imports, is none.</summary>
    public bool IsLiftedByLicence { get; init; }

    /// <summary>Tells it from all others: <c>EU/plants</c>.</summary>
    public string Key => $"{Destination}/{Id}";

    /// <summary>How the row is meant, and what the source leaves open.</summary>
    public string? Remark { get; init; }

    public bool HasLimit => MostUnits is not null || MostWeight is not null;

    /// <summary>It keeps goods from being sold there.</summary>
    public bool Stops => Level != RestrictionLevel.Limited;

    /// <summary>The id in a <see cref="Key"/>.</summary>
    public static string IdIn(string key) => key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public bool HoldsOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    public bool Fits(HsCode? code, BatteryContent battery, IReadOnlyList<SensitiveGoods> sensitive)
    {
        if (code is { } known && Hs.Fits(known)) return true;
        if (BatteryAlone && battery is BatteryContent.IonAlone or BatteryContent.MetalAlone) return true;
        for (var i = 0; i < Flags.Count; i++)
            if (sensitive.Contains(Flags[i])) return true;
        return false;
    }

    internal static IEnumerable<Restriction> BuiltIn() => DataRow.In("Customs.Data.restricted-goods.csv").Select(row => new Restriction(
        row.Text("destination"), row.Text("id"), row.Name<RestrictionLevel>("level"), row.List("flags").Contains("battery-alone"),
        [.. row.List("flags").Where(f => f != "battery-alone").Select(f => row.NameOf<SensitiveGoods>("flags", f))],
        row.Name<RestrictedJourney>("where"),
        row.Name<RestrictionReason>("reason"), row.DateOrNull("valid_from"), row.DateOrNull("valid_to"), row.Text("source"), row.Date("checked_on"), row.Name<Confidence>("confidence"))
    {
        Hs = HsPrefixes.In(row, "hs"), MostUnits = row.WholeOrNull("most_units"), MostWeight = row.WholeOrNull("most_grams") is { } grams ? new Weight(grams) : null, IsToConfirm = row.Yes("confirm"), IsLiftedByLicence = row.Yes("licence"), Remark = row.TextOrNull("remark"),
    });
}
